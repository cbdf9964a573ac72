from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "oim_portal.publishing"
    verbose_name = _("publishing")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from . import checks  # noqa: F401 (checks register themselves)
        from .law import connect
        from .one_language import record_row_keys

        connect()
        page_published.connect(record_row_keys, dispatch_uid="publishing row keys")
