"""Themes of events, and sources of events and programmes: what staff choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.search import index

from pages.models.rows import Choice
from pages.panels import translated_row_panels
from pages.slugs import PlainSlugField

from ..dates.choice import MAX_SET_LENGTH
from ..fields import PartialDateField


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


class Source(index.Indexed, Choice):
    """A document on which events and programmes are based, seen by the office or not."""

    class Kind(models.TextChoices):
        OFFICIAL_GAZETTE = "official_gazette", _("official gazette")
        AGREEMENT = "agreement", _("agreement")
        LAW = "law", _("law")
        REPORT = "report", _("report")
        BOOK = "book", _("book")
        PRESS = "press", _("press")
        WEBSITE = "website", _("website")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    number = models.CharField(_("number"), max_length=50, blank=True)
    title = models.CharField(_("title"), max_length=255)
    date_as_written = models.CharField(
        _("date as the source gives it"), max_length=100, blank=True, help_text=_("Shown as it is.")
    )
    date = PartialDateField(_("date"), blank=True, max_length=MAX_SET_LENGTH)
    link = models.URLField(_("address on the web"), blank=True)
    document_seen = models.BooleanField(
        _("the office has seen the document"),
        default=False,
        help_text=_("Never shown; sources that nobody has seen are listed for staff."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("kind", help_text=_("Shown before the title of the source.")),
                FieldPanel("number", help_text=_("As the document has it, such as '1234'.")),
                *translated_row_panels(
                    "title", title=_("Among the sources of each event. The document's own title.")
                ),
            ],
            heading=_("Document"),
        ),
        MultiFieldPanel(
            [
                *translated_row_panels("date_as_written"),
                FieldPanel(
                    "date", help_text=_("The same date for the portal, which orders by it.")
                ),
            ],
            heading=_("Date"),
        ),
        FieldPanel("link", help_text=_("Where the document can be read. The title leads there.")),
        FieldPanel("document_seen"),
    ]
    search_fields = [
        index.SearchField("title_es"),
        index.AutocompleteField("title_es"),
        index.SearchField("number"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title_es", "pk"]

    def __str__(self) -> str:
        return self.title
