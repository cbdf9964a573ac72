"""Short address of a page of help and its QR code, in the page and for staff."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel


class WithShortAddress(models.Model):
    """Mixin of page types that posters and messages name by a short address."""

    # Names of the routes; the slug is part of the address unless the page is the only of its type.
    short_route = "short_help_page"
    qr_route = "help_page_qr"

    class Meta:
        abstract = True

    @property
    def short_url(self) -> str:
        """The full short address."""
        return settings.PORTAL_URL + self._path_of(self.short_route)

    @property
    def qr_url(self) -> str:
        """The path of the QR code of the short address."""
        return self._path_of(self.qr_route)

    def _path_of(self, route: str) -> str:
        return reverse(route, args=[] if self.max_count == 1 else [self.slug])


def poster_panel() -> HelpPanel:
    """Return the panel that gives staff the short address and the QR code, once it leads there."""
    return HelpPanel(template="help/admin/poster.html", heading=_("For posters and messages"))
