"""Contact points that staff choose for a page of help."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel

from pages.languages import localized
from pages.models.rows import PageRow

from .. import addresses
from ..calls import Call, first_call
from .contact_point import ContactPoint


class WithContacts(models.Model):
    """Mixin of page types with an inline panel of contact points, `contacts`."""

    class Meta:
        abstract = True

    def public_points(self) -> list[ContactPoint]:
        """Return the chosen contact points that are public, in the chosen order; two queries."""
        from ..contacts import found_points

        ids = [row.point_id for row in self.contacts.all() if row.point_id]
        found = found_points().in_bulk(ids)
        return [found[pk] for pk in dict.fromkeys(ids) if pk in found]

    @cached_property
    def points(self) -> list[ContactPoint]:
        """The public contact points, for the page that is being shown."""
        return self.public_points()

    @property
    def first_call(self) -> Call | None:
        """The number under the title: that of the first point which has one."""
        return first_call(self.points)

    @property
    def whatsapp_url(self) -> str:
        title = str(localized(self, "display_title"))
        return addresses.whatsapp_url(title, self.first_call, self.short_url)


class ContactRow(PageRow):
    """A contact point that serves a page; the row stays, and old versions of the page with it,
    when the point is withdrawn or deleted for ever.
    """

    point = models.ForeignKey(
        ContactPoint,
        verbose_name=_("contact point"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        PageChooserPanel(
            "point",
            "help.ContactPoint",
            help_text=_("Shown here while it is public and valid; nothing is shown of it after."),
        )
    ]

    class Meta(PageRow.Meta):
        abstract = True
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self) -> str:
        return str(self.point or "")


def contacts_panel() -> InlinePanel:
    return InlinePanel(
        "contacts",
        heading=_("Whom to call or write to"),
        label=_("Contact point"),
        help_text=_("The first one's number stands right under the title of the page."),
    )


def contacts_of(page_type: str) -> ParentalKey:
    """Return the key of a row to its page."""
    return ParentalKey(page_type, on_delete=models.CASCADE, related_name="contacts")
