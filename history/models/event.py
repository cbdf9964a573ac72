"""Event of the history: a page, and an entry of the timeline."""

import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property, classproperty
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField

from oim_portal.media import renditions
from pages.contract import Data, Embed, Kind
from pages.languages import localized
from pages.models import BasePage
from pages.models.picture import DocumentMixin, PictureMixin

from ..page_forms import EventPageForm
from ..source_marks import CitedText, without_marks
from .choices import Source, Theme
from .dated_page import DatedPageMixin, date_panels
from .quotation import QuotingMixin, origin_panel

if TYPE_CHECKING:
    from .rows import EventPicture

# Suffix of the names of preview modes that show the timeline.
ON_TIMELINE = "-timeline"
# Slugs that may be ids of something else on the page of the history.
OTHER_IDS = re.compile(
    "(anios?|decada|fecha|filtro|hecho|huellas|p|section-menu)-.+|buscar|citar|compartir|contenido"
    "|cronologia|epocas|explorar|huellas|marcas|relato|resultado|salir|sin-fecha"
)


class HistoryEventPage(QuotingMixin, DatedPageMixin, PictureMixin, DocumentMixin, BasePage):
    """An event with its date, themes and sources.

    Readers see `date_as_written`, word for word; `date` is the same date for the database, with its
    doubt. Events are ordered by date, not by tree position, and are never in menus.
    """

    parent_page_types = ["history.HistoryPage"]
    subpage_types = []
    may_be_in_menus = False
    base_form_class = EventPageForm
    card_template = "history/event_card.html"
    search_kind = Kind("hecho", _("historical event"), _("Historical events"))
    data = Data(
        name="eventos",
        key="events",
        record="event",
        description=_("What happened, when the source says it did, and where that is written."),
        about="Events as their sources tell them, with the doubts of their dates.",
    )
    is_shown_above = True
    are_shared = True
    # The entry of the history, and not what it tells: search engines take an `Event` for something
    # to visit, with a place and a day of its beginning, which sources of a history seldom say.
    schema_type = "CreativeWork"
    is_cited = True
    embed = Embed("history/event_embed.html", 420)
    help_chapter = "hechos"
    quick_add = _("Add an event")
    page_description = _(
        "Something that happened, with its date and its source. It enters the history."
    )

    text = RichTextField(
        _("text"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("What happened. Shown on the timeline and on the event's own page."),
    )
    date_as_written = models.CharField(
        _("date as the source writes it"),
        max_length=150,
        blank=True,
        help_text=_("Word for word, such as 'para mediados de 1974'. This is what readers see."),
    )
    themes = ParentalManyToManyField(
        Theme, verbose_name=_("themes"), blank=True, related_name="events"
    )
    sources = ParentalManyToManyField(
        Source, verbose_name=_("sources"), blank=True, related_name="events"
    )
    note = models.TextField(
        _("private note"),
        blank=True,
        help_text=_("Doubts about the date or the fact, for staff. Never shown to the public."),
    )

    internal_fields = BasePage.internal_fields | {"note", "sort_year"}
    translated_panels = ["quotation", "quotation_part", "date_as_written", "image_alt", "text"]
    help_texts = {
        "text": _(
            "What happened, on the timeline and on the event's own page. One to three sentences. A"
            " mark such as [fuente 3] says where it is written: the marks stand behind the sources"
            " under ‘Data’."
        )
    }
    panels_with_texts = [
        FieldPanel(
            "themes",
            widget=CheckboxSelectMultiple,
            help_text=_("Shown on the event. Readers filter the timeline by them."),
        )
    ]
    shared_panels = [
        *date_panels(_("Date")),
        *panels_with_texts,
        FieldPanel(
            "sources",
            widget=CheckboxSelectMultiple,
            help_text=_(
                "At the end of the page: where this is written. Type the mark of a source into the"
                " text, such as [fuente 3], and readers get a small number that leads to it."
            ),
        ),
        origin_panel(),
        *PictureMixin.picture_panels,
        InlinePanel(
            "pictures",
            heading=_("More pictures"),
            label=_("Picture"),
            help_text=_("Optional. In a row below the text, in this order."),
            classname="collapsed",
        ),
        *DocumentMixin.document_panels,
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("historical event")
        verbose_name_plural = _("historical events")

    @cached_property
    def listed_themes(self) -> list[Theme]:
        """Its themes; `history.timeline` reads those of all events at once."""
        return list(self.themes.all())

    @cached_property
    def listed_sources(self) -> list[Source]:
        return list(self.sources.all())

    def shown_pictures(self) -> list["EventPicture"]:
        """Return the further pictures with their renditions, in two queries; one if none."""
        rows = [row for row in self.pictures.select_related("image") if row.image]
        renditions.prefetch(row.image for row in rows)
        return rows

    def told_elsewhere(self, text: Any) -> Any:
        return without_marks(text) if isinstance(text, str) else text

    @property
    def anchor(self) -> str:
        """The HTML id of the event in the timeline."""
        return self.anchor_of(self.slug)

    @classmethod
    def anchor_of(cls, slug: str) -> str:
        return f"hecho-{slug}" if OTHER_IDS.fullmatch(slug) else slug

    def subject_data(self) -> dict[str, str]:
        """Return the entry with the time that it tells of, if that is certain and exact."""
        coverage = self.coverage()
        return super().subject_data() | ({"temporalCoverage": coverage} if coverage else {})

    def get_context(self, request, *args, **kwargs):
        from pages.frame import published_pages

        from ..drawings import head_of
        from ..groups import Item
        from ..timeline import neighbours, shared_items
        from . import HistoryPage

        context = super().get_context(request, *args, **kwargs)
        # None while the history page is unpublished: then there are no links to it.
        above = (page for page in published_pages(request, HistoryPage) if self.is_child_of(page))
        history = next(above, None)
        public = shared_items(history, request) if history else []
        own = [] if getattr(request, "is_preview", False) else public
        item = next((item for item in own if item.event.pk == self.pk), None)
        item = item or Item.of(self)
        others = [each.event for each in public]
        earlier, later = neighbours(self, others)
        return context | {
            "history": history,
            "earlier": earlier,
            "later": later,
            "drawing": head_of(self, others),
            "sources": item.sources,
            "cited": CitedText(localized(self, "text"), item.sources),
            "pictures": self.shown_pictures(),
            "document": self.document_link(),
            "themes": item.event.listed_themes,
            "told_by": item.pages,
            "narrative_url": history.narrative_url(self, request) if history else "",
            "narrative_number": history.narrative_number(self) if history else 0,
        }

    @classproperty
    def preview_modes(cls):  # noqa: N805 (a property of the class)
        """The event's page and its place on the timeline, each in every language."""
        pages = super().preview_modes
        on_timeline = [
            (f"{code}{ON_TIMELINE}", format_lazy(_("{language}: on the timeline"), language=name))
            for code, name in pages
        ]
        return [*pages, *on_timeline]

    def serve_preview(self, request, mode_name):
        if not mode_name.endswith(ON_TIMELINE):
            return super().serve_preview(request, mode_name)
        history = self.get_parent().specific
        history.draft_event = self
        self.set_sort_columns()
        return history.serve_preview(request, mode_name.removesuffix(ON_TIMELINE))
