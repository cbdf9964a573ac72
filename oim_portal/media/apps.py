from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Registers receivers and checks, and sets the file classes of packages' models."""

    name = "oim_portal.media"
    verbose_name = _("Pictures and documents")

    def ready(self):
        # Receivers and checks are registered on import.
        from . import package_fields, tags, tasks  # noqa: F401

        package_fields.connect()
