from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "oim_portal.translations"
    label = "translations"
    verbose_name = _("translations")

    def ready(self) -> None:
        from . import signals

        signals.connect()
