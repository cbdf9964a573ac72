"""Themes of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.search import index

from pages.models.choices import Choice
from pages.panels import translated_row_panels
from pages.slugs import PlainSlugField


class Theme(index.Indexed, Choice):
    """The subject of events, such as 'legal'. Its slug is part of URLs and permanent."""

    name = models.CharField(_("name"), max_length=60)
    slug = PlainSlugField(
        _("name in addresses"),
        unique=True,
        help_text=_("Lower case letters, digits and hyphens. Links break when it changes."),
    )

    panels = [
        *translated_row_panels(
            "name",
            suggests_slug=True,
            name=_("On each event, and among the filters of the timeline. One or two words."),
        ),
        FieldPanel("slug", widget=SlugInput),
    ]
    search_fields = [index.SearchField("name_es"), index.AutocompleteField("name_es")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_es"]

    def __str__(self) -> str:
        return self.name
