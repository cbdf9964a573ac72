"""The front page."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from pages.blocks import ContentStreamBlock

from .base import BasePage


class HomePage(BasePage):
    """The one page at the root of the site: a lead text, the ways in, and free content."""

    parent_page_types = ["pages.BasePage"]
    max_count = 1

    lead = models.TextField(
        _("lead text"),
        blank=True,
        help_text=_("The first text on the front page: what the office is for. One sentence."),
    )
    body = StreamField(
        ContentStreamBlock(required=False),
        verbose_name=_("content"),
        blank=True,
        help_text=_("Shown below the ways into the sections."),
    )

    translated_panels = ["lead", "body"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request, path_components):
        """Find a page below by its whole address: one query however deep it stands.

        Wagtail's own way asks twice for each level (docs/architecture.md has the figures).
        """
        if not path_components:
            return super().route(request, path_components)
        url_path = self.url_path + "/".join(path_components) + "/"
        page = BasePage.objects.filter(url_path=url_path).first()
        if page is None:
            raise Http404
        return page.specific.route(request, [])
