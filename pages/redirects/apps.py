from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RedirectsConfig(AppConfig):
    """App of the receivers; the redirects are rows of wagtail.contrib.redirects."""

    name = "pages.redirects"
    label = "redirects"
    verbose_name = _("Redirects in each language")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  (connects the receivers)
