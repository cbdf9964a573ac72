from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CachingConfig(AppConfig):
    name = "oim_portal.caching"
    label = "caching"
    verbose_name = _("cache in front")

    def ready(self) -> None:
        from . import library, receivers

        library.register_own()
        receivers.connect()
