from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnsavedTextConfig(AppConfig):
    name = "oim_portal.admin.editing"
    label = "unsaved_text"
    verbose_name = _("Text that was not saved")

    def ready(self) -> None:
        from . import sign_out  # noqa: F401  (connects the receiver)
