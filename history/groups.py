"""Groups of the timeline: the events of a decade, or of what is not a single one."""

from dataclasses import dataclass, field

from pages.models import BasePage

from . import related_pages
from .dates import years_label
from .drawings import Drawing
from .models import HistoryEventPage, Source
from .years import WHOLE, Year, single_year


@dataclass(frozen=True)
class Item:
    """An event on the timeline, with its related pages and sources."""

    event: HistoryEventPage
    pages: list[BasePage]
    sources: list[Source]

    @classmethod
    def of(cls, event: HistoryEventPage) -> "Item":
        """Return the item of an event that may not be public, such as a draft."""
        pages = related_pages.pages_for([event.pk] if event.pk else [])
        return cls(event, pages.get(event.pk, []), event.listed_sources)


@dataclass
class Group:
    """The events of a decade, or of several possible ones; the undated ones have no `years`."""

    years: tuple[int, int] | None
    items: list[Item] = field(default_factory=list)
    strip: Drawing | None = None
    url: str = ""  # that shows the decade alone
    is_open: bool = True  # of many events: whether the list is
    is_whole: bool = True  # whether the list has texts and sources, and not titles alone

    @property
    def decade(self) -> int | None:
        """The first year of the decade; None for a group that is not a single decade."""
        if self.years is None or self.years[1] - self.years[0] > 9:
            return None
        return self.years[0]

    @property
    def label(self) -> str:
        return years_label(*self.years) if self.years else ""

    @property
    def short_label(self) -> str:
        """The label on the rail: the first year of a decade."""
        return str(self.decade or self.label)

    @property
    def anchor(self) -> str:
        if self.years is None:
            return "sin-fecha"
        if self.decade is None:
            return "anios-{}-{}".format(*self.years)
        return f"decada-{self.decade}"

    @property
    def texts_url(self) -> str:
        """The URL of its texts if they are not here; '' if they are too many for any page."""
        return "" if self.is_whole or len(self.items) > WHOLE else self.url

    @property
    def runs(self) -> list[tuple[str, list[Item]]]:
        """The events in lists, each with the anchor of the year that begins there; '' for none."""
        runs: dict[str, list[Item]] = {}
        anchor = ""
        for item in self.items:
            year = single_year(item.event)
            anchor = anchor if year is None else Year(year).anchor
            runs.setdefault(anchor, []).append(item)
        return list(runs.items())
