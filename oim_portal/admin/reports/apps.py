from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "oim_portal.admin.reports"
    label = "reports"
    verbose_name = _("reports")

    def ready(self) -> None:
        from .export import connect

        connect()
