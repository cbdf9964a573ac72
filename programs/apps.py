from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("programmes")

    def ready(self) -> None:
        from history import related_pages

        from .related_events import SphereLinks

        related_pages.register(SphereLinks())
