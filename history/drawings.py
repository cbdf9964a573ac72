"""Drawings of dated pages: all on one axis, themes in lanes, and the years of a decade."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pages.languages import Localized, localized

from .axis import Axis
from .fields import is_in_decade
from .models import HistoryEventPage
from .packing import Placed, height_of, pack
from .years import MOST_ROWS, Year, single_year, years_on

WIDTH = 560  # pixels of the narrowest drawing that shows words: the overview at 52 rem
STRIP_WIDTH = 320  # the strip of a decade on a phone; it shows no words


class Drawing:
    """Dated pages in rows on an axis; their own, if none is given. A strip has no words.

    Of many pages (`history.years`), those of a single year are in `years`, and only the others in
    rows: as many as have room. So are those beside a page whose drawing it is, its `own`.
    """

    def __init__(
        self,
        pages: Iterable[Any],
        axis: Axis | None = None,
        width: int = WIDTH,
        has_words: bool = True,
        is_many: bool = False,
        own: Any = None,
    ) -> None:
        self.pages = list(pages)
        self.axis = axis or Axis.of(self.pages)
        self.width = width
        self.has_words = has_words
        self.is_many = is_many
        self.own = own
        self.most_rows = MOST_ROWS if is_many or own else None

    @cached_property
    def years(self) -> list[Year]:
        return years_on(self.axis, self.pages) if self.is_many else []

    @cached_property
    def _packed(self) -> list[Placed]:
        pages = [page for page in self.pages if not self.is_many or single_year(page) is None]
        words = [page.date_short if self.has_words else "" for page in pages]
        dated = zip(pages, words, strict=True)
        return pack(dated, self.axis, self.width, self.most_rows, self.own)

    @property
    def placed(self) -> list[Placed]:
        return [each for each in self._packed if each.row != self.most_rows]

    @property
    def left_out(self) -> int:
        """The number of pages that have a mark and no room."""
        return len(self._packed) - len(self.placed)

    @property
    def height(self) -> int:
        """The height of the rows, in pixels; of many pages, 0 without any."""
        return height_of(self.placed) if self.placed or not self.is_many else 0


@dataclass(frozen=True)
class Lane:
    """The events of a theme: the dated ones drawn, the others beside the axis."""

    name: Localized | None
    drawing: Drawing
    undated: list[HistoryEventPage]


def lanes_of(
    events: Iterable[HistoryEventPage], axis: Axis, theme: str | None = None
) -> list[Lane]:
    """Return a lane for each theme, with each event once: under its first theme, or the given one.

    Events without a theme come last.
    """
    lanes: dict[str, list[HistoryEventPage]] = {}
    names: dict[str, Localized] = {}
    for event in events:
        themes = [each for each in event.listed_themes if theme in (None, each.slug)]
        first = min(themes, key=lambda each: each.name_es, default=None)
        if first:
            names[first.slug] = localized(first, "name")
        lanes.setdefault(first.slug if first else "", []).append(event)
    order = sorted(lanes, key=lambda slug: (not slug, str(names.get(slug, ""))))
    return [
        Lane(
            names.get(slug),
            Drawing([event for event in lanes[slug] if not event.date.is_undated], axis),
            [event for event in lanes[slug] if event.date.is_undated],
        )
        for slug in order
    ]


def strip_of(
    decade: int,
    events: Iterable[HistoryEventPage],
    is_many: bool = False,
    own: HistoryEventPage | None = None,
) -> Drawing:
    """Return the years of a decade with the events that are listed in it or may lie in it."""
    found = [event for event in events if is_in_decade(event, decade)]
    return Drawing(found, Axis.decade(decade), STRIP_WIDTH, False, is_many, own)


def head_of(event: HistoryEventPage, events: Iterable[HistoryEventPage]) -> Drawing:
    """Return an event among those of its decade; on the axis of all, if it spans more than one."""
    others = [other for other in events if other.pk != event.pk]
    ends = [end for date in event.date.known_ends for end in (date.earliest, date.latest)]
    if event.decade is not None and {end.year // 10 * 10 for end in ends} == {event.decade}:
        return strip_of(event.decade, [*others, event], own=event)
    return Drawing([event], Axis.of([*others, event]), STRIP_WIDTH, has_words=False)
