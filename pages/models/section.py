"""Section page: a listing of its child pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import BasePage


class SectionPage(BasePage):
    """A section of the site, such as 'Quiénes somos', which lists its child pages."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]

    lead = models.TextField(
        _("lead text"),
        blank=True,
        help_text=_("Shown under the title, above the list of pages. One or two sentences."),
    )

    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request, *args, **kwargs):
        children = self.get_children().published().in_menu().public()
        context = super().get_context(request, *args, **kwargs)
        return context | {"children": children}
