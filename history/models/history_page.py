"""The history of the office's work: a narrative, whole as the office wrote it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from pages.blocks import NarrativeStreamBlock
from pages.models import BasePage


class HistoryPage(BasePage):
    """Tells the history of the organization's work in Ecuador."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = []
    max_count = 1

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )
    narrative = StreamField(
        NarrativeStreamBlock(required=False),
        verbose_name=_("narrative"),
        blank=True,
        help_text=_("The history as a text."),
    )

    translated_panels = ["lead", "narrative"]

    class Meta:
        verbose_name = _("history")
        verbose_name_plural = _("histories")
