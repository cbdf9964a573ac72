"""The rule of years: where dates stand, as percentages of a drawing of any width.

A drawing is an SVG without `viewBox`: places are percentages, sizes are pixels, so that it fits any
width without distortion and needs no style in the page. `history/mark.html` draws a mark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isinf
from typing import Any, Protocol

from django.utils import timezone

from .dates import PartialDate
from .marks import ALWAYS, Kind, Part, parts_of, year_of


class Dated(Protocol):
    """What has a date: an event, a programme, a sample."""

    @property
    def date(self) -> PartialDate: ...

    @property
    def at_the_latest(self) -> bool: ...


FADE = 84  # pixels over which an unknown end thins out; the dashes are those of `mark.css`
FADE_YEARS = 8  # what an axis leaves of them before its first date
NEEDLE, CAP = 8, 4  # pixels at each side of a day, and of every other shape
# On a screen of 320 pixels a drawing has 288, and 16 at each side: a year in its smaller type and
# what stands before it take 36. Wider drawings have larger years, and more room than these need.
NARROWEST, MARGIN, LABEL = 288, 16, 36
MOST_DECADES = 15  # that are told apart, those without an event too
STEPS = (10, 20, 50, 100, 200, 500)


def percent(place: float) -> str:
    """Return a place as an attribute of SVG; the same in every language."""
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


@dataclass(frozen=True)
class Shape:
    """A part of a mark: its kind and, from 0 to 100, its ends on the axis.

    What fades is drawn from what is known to what is not, so an unknown beginning runs backwards.
    """

    kind: Kind
    start: float
    end: float

    @property
    def is_fade(self) -> bool:
        return self.kind in (Kind.FADE_IN, Kind.FADE_OUT)

    @property
    def x(self) -> str:
        return percent(self.end if self.kind is Kind.FADE_IN else self.start)

    @property
    def x2(self) -> str:
        return percent(self.start if self.kind is Kind.FADE_IN else self.end)

    @property
    def width(self) -> str:
        return percent(self.end - self.start)

    def extent(self, width: float) -> tuple[float, float]:
        """Return its left and right end in a drawing of so many pixels."""
        left, right = self.start * width / 100, self.end * width / 100
        if self.kind is Kind.FADE_IN:
            return max(left, right - FADE), right
        if self.kind is Kind.FADE_OUT:
            return left, min(right, left + FADE)
        margin = NEEDLE if self.kind is Kind.DAY else CAP
        return left - margin, right + margin


@dataclass(frozen=True)
class Mark:
    """A date on an axis. 'About' is drawn broken in two, 'possibly' in dots."""

    shapes: tuple[Shape, ...]
    about: bool
    uncertain: bool

    @property
    def start(self) -> float:
        """Where what is known begins, from 0 to 100."""
        return min(shape.start for shape in self._known)

    @property
    def end(self) -> float:
        return max(shape.end for shape in self._known)

    @property
    def x(self) -> str:
        return percent(self.start)

    @property
    def width(self) -> str:
        """The width of what is known; never none, which would draw nothing."""
        return percent(max(self.end - self.start, 0.1))

    @property
    def goes_on(self) -> bool:
        """Whether it lasted until today, or as long as the axis goes."""
        return self.has(Kind.DOTS) and self.has(Kind.FADE_OUT)

    def has(self, kind: Kind) -> bool:
        return any(shape.kind is kind for shape in self.shapes)

    def extent(self, width: float, without: Kind | None = None) -> tuple[float, float]:
        """Return its left and right end in a drawing of so many pixels."""
        shapes = [shape for shape in self.shapes if shape.kind is not without] or self.shapes
        ends = [shape.extent(width) for shape in shapes]
        return min(left for left, _ in ends), max(right for _, right in ends)

    @property
    def _known(self) -> list[Shape]:
        vague = (Kind.FADE_IN, Kind.FADE_OUT, Kind.DOTS)
        return [shape for shape in self.shapes if shape.kind not in vague] or list(self.shapes)


class Axis:
    """The years from `first_year` up to `last_year`, which is the first one after them.

    `eras` stand behind its marks, where the history has any.
    """

    eras: Sequence[Any] = ()

    def __init__(self, first_year: int, last_year: int) -> None:
        self.first_year = first_year
        self.last_year = last_year
        self.now = timezone.localdate()

    @classmethod
    def of(cls, pages: Iterable[Dated]) -> "Axis":
        """Return the axis from the first decade of dated pages to the end of the current one.

        It begins earlier for an unknown beginning, and ends later for what is still to come.
        """
        today = timezone.localdate()
        years = [float(today.year)]
        for page in pages:
            for part in parts_of(page.date, page.at_the_latest, today):
                years += [year for year in (part.start, part.end) if not isinf(year)]
                if part.kind is Kind.FADE_IN:
                    years.append(part.end - FADE_YEARS)
        first, last = int(min(years)), int(max(years))
        if max(years) == last > today.year:
            last -= 1  # a period until the end of 2039 ends at 2040
        return cls(first // 10 * 10, last // 10 * 10 + 10)

    @classmethod
    def decade(cls, first_year: int) -> "Axis":
        return cls(first_year, first_year + 10)

    def mark(self, page: Dated) -> Mark | None:
        """Return the mark of a page; None without a date, or with none on this axis."""
        parts = parts_of(page.date, page.at_the_latest, self.now)
        shapes = tuple(shape for part in parts if (shape := self._shape(part)))
        return Mark(shapes, page.date.approximate, page.date.uncertain) if shapes else None

    @property
    def bands(self) -> list[tuple[Any, Shape]]:
        """The eras that lie on this axis, with their places; an open end has none."""
        parts = [
            Part(Kind.SPAN, era.first_year or -ALWAYS, (era.last_year or ALWAYS) + 1)
            for era in self.eras
        ]
        shapes = zip(self.eras, map(self._shape, parts), strict=True)
        return [(era, shape) for era, shape in shapes if shape]

    @property
    def decades(self) -> range:
        return range(self.first_year, self.last_year, 10)

    @property
    def labels(self) -> list[tuple[int, str]]:
        """The years that are written at the axis, with their places: those that fit a phone.

        The last one may reach into the margin and not beyond it.
        """
        step = next(step for step in STEPS if self._length / step * LABEL <= NARROWEST)
        room = (NARROWEST + MARGIN - LABEL) * self._length / NARROWEST
        return [tick for tick in self._ticks(step) if tick[0] - self.first_year <= room]

    @property
    def years(self) -> list[tuple[str, str, str]]:
        """Every year of a decade, or the labels of more: century, two digits, place.

        The century is '' where the first year of a decade says it.
        """
        return [
            ("" if n and not self.is_long else str(year // 100), f"{year % 100:02}", x)
            for n, (year, x) in enumerate(self.lines)
        ]

    @property
    def is_long(self) -> bool:
        """Whether this is more than a decade."""
        return self._length > 10

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The years that have a line, with their places."""
        return self.labels if self.is_long else self._ticks(1)

    @property
    def today(self) -> str:
        """The place of the current day; '' if it is not on this axis."""
        place = self._place(year_of(self.now))
        return percent(place) if 0 < place < 100 else ""

    @property
    def _length(self) -> int:
        return self.last_year - self.first_year

    def _ticks(self, step: int) -> list[tuple[int, str]]:
        first = -(-self.first_year // step) * step
        years = range(first, self.last_year, step)
        return [(year, percent(self._place(year))) for year in years]

    def _place(self, year: float) -> float:
        return (year - self.first_year) / self._length * 100

    def _shape(self, part: Part) -> Shape | None:
        """Return a part as far as it lies on this axis; None if it lies outside."""
        start, end = self._place(part.start), self._place(part.end)
        known = {Kind.FADE_IN: end, Kind.FADE_OUT: start}.get(part.kind)
        if known is not None and not 0 <= known <= 100:
            return None
        if end < 0 or start > 100 or (start < end and (end == 0 or start == 100)):
            return None
        return Shape(part.kind, max(start, 0), min(end, 100))
