from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrashConfig(AppConfig):
    name = "oim_portal.trash"
    verbose_name = _("Bin")

    def ready(self) -> None:
        from oim_portal.operations import health

        from .law import connect
        from .policies import register

        register()
        connect()
        health.expect("empty_trash", _("Emptying the bin"), timedelta(hours=26))
