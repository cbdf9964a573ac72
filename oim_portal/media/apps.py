from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "oim_portal.media"
    label = "media"
    verbose_name = _("Pictures and documents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Receivers and checks take effect on import.
        from . import checks, package_fields, signals, tags  # noqa: F401

        package_fields.connect()
