"""Content page: the page type without a fixed structure."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from ..blocks import ContentStreamBlock
from .base import BasePage


class ContentPage(BasePage):
    """A page with a lead text and blocks in any order, for all that has no page type of its own."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]
    quick_add = _("Add a page")
    page_description = _("Information that lasts: a service, an office, questions and answers.")

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )
    body = StreamField(ContentStreamBlock(required=False), verbose_name=_("content"), blank=True)

    translated_panels = ["lead", "body"]
    help_texts = {
        "body": _(
            "The page's content, below the lead text: add blocks in the order of the reading."
        )
    }

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
