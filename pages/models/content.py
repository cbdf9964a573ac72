"""Page types without a fixed structure: content, and a section that lists its child pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from ..blocks import ContentStreamBlock
from .base import BasePage
from .lead import lead_field


class ContentPage(BasePage):
    """A page with a lead text and blocks in any order, for all that has no page type of its own."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]
    quick_add = _("Add a page")
    page_description = _("Information that lasts: a service, an office, questions and answers.")

    lead = lead_field()
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


class SectionPage(BasePage):
    """A section of the site, such as 'Quiénes somos', which lists its child pages."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]

    lead = lead_field(_("Shown under the title, above the list of pages. One or two sentences."))

    page_description = _("A part of the portal: it leads to the pages below it.")
    translated_panels = ["lead"]
    listed_below = models.Q(show_in_menus=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request, *args, **kwargs):
        from ..site_cache import site_cache

        context = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            return context | {"children": self.public_children()}
        key = ("children", self.pk)
        return context | {"children": site_cache(request).get_or_set(key, self.public_children)}

    def public_children(self) -> list[BasePage]:
        """Return the pages that the section lists, without those that would be dead ends."""
        from ..dead_ends import without_empty_lists
        from ..unusable import usable

        children = self.get_children().published().public().filter(self.listed_below)
        return usable(without_empty_lists(list(children.specific())))
