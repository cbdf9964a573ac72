"""Short address of a page of help and its QR code, in the page and for staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel

from .. import addresses


class WithShortAddress(models.Model):
    """Mixin of page types that posters and messages name by a short address."""

    class Meta:
        abstract = True

    @property
    def short_url(self) -> str:
        return addresses.short_url(self)

    @property
    def qr_url(self) -> str:
        return addresses.qr_url(self)


def poster_panel() -> HelpPanel:
    """Return the panel that gives staff the short address and the QR code, once it leads there."""
    return HelpPanel(template="help/admin/poster.html", heading=_("For posters and messages"))
