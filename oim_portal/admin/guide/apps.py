from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuideConfig(AppConfig):
    """App of the staff guide."""

    name = "oim_portal.admin.guide"
    verbose_name = _("help")

    def ready(self) -> None:
        from . import checks  # noqa: F401 (they register themselves)
