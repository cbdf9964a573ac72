from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("pages")

    def ready(self) -> None:
        from . import change_triggers, checks, site_reads  # noqa: F401 (checks register themselves)
        from .site_names import follow_portal_url
        from .translations import states

        states.connect()
        site_reads.connect()

        post_migrate.connect(change_triggers.update, sender=self)
        post_migrate.connect(follow_portal_url, sender=self)
