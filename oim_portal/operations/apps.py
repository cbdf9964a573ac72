from datetime import timedelta

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Registers the jobs that the health report expects, and the open points of all apps."""

    name = "oim_portal.operations"
    verbose_name = _("operations")

    def ready(self) -> None:
        from .health import expect

        expect("scheduler", _("Scheduled publishing"), timedelta(minutes=5))
        expect("worker", _("Work in the background"), timedelta(minutes=3))
        # A task may take its time (operations/slow_tasks.py) before the next heartbeat.
        expect("slow_worker", _("Preparing pictures"), timedelta(minutes=8))
        expect("mail", _("Mail"))
        expect("cache", _("Refresh of the cache"))
        expect("backup", _("Backup"), timedelta(hours=26))

        autodiscover_modules("open_points")
