"""Help page: one need ('Necesito…'), its steps, and the contact points that serve it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel

from pages.contract import Kind
from pages.models import BasePage
from pages.models.rows import PageRow


class HelpPage(BasePage):
    """What to do about one need, in steps."""

    parent_page_types = ["help.HelpIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind("ayuda", _("help page"), _("Help"))
    help_chapter = "ayuda"

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )

    translated_panels = ["lead"]
    shared_panels = [
        InlinePanel("steps", heading=_("Steps"), label=_("Step")),
        InlinePanel("contacts", heading=_("Contact points"), label=_("Contact point")),
    ]

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")


class HelpStep(PageRow):
    """A step of a help page: a verb, then one or two sentences."""

    page = ParentalKey(HelpPage, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("step"), max_length=150)
    text = models.TextField(_("text"), blank=True)


class HelpPageContact(PageRow):
    """A contact point that serves a help page; it keeps its row while the point is withdrawn."""

    page = ParentalKey(HelpPage, on_delete=models.CASCADE, related_name="contacts")
    point = models.ForeignKey(
        "help.ContactPoint", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [PageChooserPanel("point", "help.ContactPoint")]
