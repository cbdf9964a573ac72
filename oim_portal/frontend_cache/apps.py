from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontendCacheConfig(AppConfig):
    name = "oim_portal.frontend_cache"
    verbose_name = _("cache in front")

    def ready(self) -> None:
        from oim_portal.operations import health

        from . import receivers

        receivers.connect()
        health.expect("withdrawals", _("Copies of what was withdrawn"))
