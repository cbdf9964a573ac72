"""The events of the history as records (JSON) and as rows (CSV)."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from history.fields import DATE_ORDER
from history.models import HistoryEventPage
from pages.models.privacy import is_private
from pages.unusable import skip_unusable

from .columns import Column, per_language, yes_or_no
from .shared import (
    Record,
    SourceLabels,
    date_of,
    modified,
    rich_texts_of,
    source_record,
    texts_of,
    urls_of,
)
from .texts import PublicLinks, rich_texts, to_cell


def public_events(request: HttpRequest) -> QuerySet[HistoryEventPage]:
    """Return the events of the site that everyone may read, by date."""
    site = Site.find_for_request(request)
    if site is None:
        return HistoryEventPage.objects.none()
    below = HistoryEventPage.objects.descendant_of(site.root_page)
    events = below.live().filter(~is_private()).order_by(*DATE_ORDER)
    return events.prefetch_related("themes", "sources")


class EventData:
    """Events as data. The number of queries does not depend on how many there are."""

    def __init__(self, events: Iterable[HistoryEventPage], request: HttpRequest) -> None:
        self.pages = list(events)
        self.request = request
        self.links = PublicLinks(rich_texts(self.pages, "text"), request)

    def records(self) -> list[Record]:
        return skip_unusable(self.pages, self._record)

    def _record(self, event: HistoryEventPage) -> Record:
        return {
            "id": str(event.translation_key),
            "url": urls_of(event, self.request),
            "title": texts_of(event, "display_title"),
            "date": date_of(event),
            **rich_texts_of(event, "text", self.links),
            "themes": [
                {"slug": theme.slug, "name": texts_of(theme, "name")}
                for theme in event.themes.all()
            ],
            "sources": skip_unusable(event.sources.all(), source_record),
            "modified": modified(event),
        }

    def columns(self, labels: SourceLabels | None = None) -> list[Column]:
        """Return all columns, in their order; `labels` saves asking for the sources again."""
        return [
            Column("id", _("Identifier; it stays the same"), lambda e: str(e.translation_key)),
            Column("nombre_en_direccion", _("Name in the address"), lambda e: e.slug),
            *per_language("titulo", _("Title"), title_in),
            Column("fecha", _("Date in EDTF"), lambda e: e.date.edtf),
            *per_language(
                "fecha_segun_fuente",
                _("Date as the source writes it"),
                lambda e, code: getattr(e, f"date_as_written_{code}") or "",
            ),
            Column(
                "a_mas_tardar",
                _("Whether it is the latest date: sí or no"),
                lambda e: yes_or_no(e.at_the_latest),
            ),
            *per_language("texto", _("Text"), self._text),
            Column("temas", _("Themes, by their name in addresses"), theme_cell),
            Column(
                "fuentes",
                _("Sources, by title"),
                lambda e: (labels or self.labels).cell(e.sources.all()),
            ),
            *per_language("direccion", _("Address of the page"), self._url, for_reading=True),
            Column("anio_para_ordenar", _("Year to sort by"), sort_year, for_staff=True),
            Column(
                "parrafo_del_relato",
                _("Paragraph of the narrative"),
                lambda e: e.narrative_block,
                for_staff=True,
            ),
            Column("nota_privada", _("Private note"), lambda e: e.note, for_staff=True),
        ]

    def table(self, *, for_staff: bool = False) -> tuple[list[str], list[Sequence[str]]]:
        """Return the names of the columns, and a row for each event."""
        columns = [column for column in self.columns() if for_staff or not column.for_staff]
        rows = skip_unusable(self.pages, lambda event: [each.read(event) for each in columns])
        return [column.name for column in columns], rows

    @cached_property
    def labels(self) -> SourceLabels:
        return SourceLabels()

    def _text(self, event: HistoryEventPage, code: str) -> str:
        return to_cell(self.links.public_html(getattr(event, f"text_{code}")))

    def _url(self, event: HistoryEventPage, code: str) -> str:
        return urls_of(event, self.request).get(code, "")


def title_in(event: HistoryEventPage, code: str) -> str:
    # The Spanish one is Wagtail's own; the column beside it follows at the next save.
    if code == settings.LANGUAGE_CODE:
        return event.title
    return getattr(event, f"display_title_{code}") or ""


def theme_cell(event: HistoryEventPage) -> str:
    return ", ".join(sorted(theme.slug for theme in event.themes.all()))


def sort_year(event: HistoryEventPage) -> str:
    return str(event.sort_year or "")
