from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "oim_portal.operations"
    verbose_name = _("operations")

    def ready(self) -> None:
        from .health import expect

        expect("scheduler", _("Scheduled publishing"), timedelta(minutes=5))
        expect("worker", _("Work in the background"), timedelta(minutes=3))
        # A task may take its time (server/slow_tasks.py) before the sign is given.
        expect("slow_worker", _("Preparing pictures"), timedelta(minutes=8))
        expect("mail", _("Mail"))
        expect("search", _("Search index"))
        expect("cache", _("Refresh of the cache"))
        expect("backup", _("Backup"), timedelta(hours=26))
