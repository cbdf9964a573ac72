from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "oim_portal.admin.editing"
    verbose_name = _("editing")

    def ready(self) -> None:
        from . import unsaved_text  # noqa: F401  (connects the receiver)
