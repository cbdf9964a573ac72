"""Overview chart of the timeline: a bar for each event, and a link to each decade.

The chart is hidden from assistive technology; the links below it and the timeline have the same
information as text.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from pages.unusable import skip_unusable

WIDTH = 1000  # units of the chart, from the start of the first decade to the end of the last
LANE = 12  # height of a row of bars, in units
MARK = 8  # height of a bar, in units
MAX_LANES = 6
MIN_WIDTH = 4
FADE = 45  # units over which an unknown end fades out
# By whether the start of a bar fades, and whether its end does.
FADES = {
    (False, False): "",
    (True, False): "before",
    (False, True): "after",
    (True, True): "both",
}


@dataclass(frozen=True)
class Mark:
    """A bar of the chart; `fade` names the ends that are open or unknown.

    'before', 'after', 'both', or '' for none. An end outside the chart fades too: a century is
    drawn as far as the decades reach, and adds none to them.
    """

    x: int
    y: int
    width: int
    fade: str = ""


@dataclass(frozen=True)
class Decade:
    """A decade below the chart; it has a link only if it has events."""

    first_year: int
    anchor: str
    count: int


class Overview:
    """The chart of the events from the decade of the first one to today.

    `groups` are those of the timeline; the decades link to their anchors.
    """

    width = WIDTH

    def __init__(self, groups: list) -> None:
        self.groups = {group.decade: group for group in groups if group.decade is not None}
        events = [item.event for group in groups for item in group.items]
        self.events = [event for event in events if not event.date.is_undated]
        self.today = timezone.localdate()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def first_year(self) -> int:
        return min(self.groups)

    @property
    def last_year(self) -> int:
        """The first year after the chart."""
        return max(*self.groups, self.today.year // 10 * 10) + 10

    @property
    def height(self) -> int:
        return max((mark.y for mark in self.marks), default=0) + LANE

    @property
    def today_x(self) -> int:
        return self._x(self.today)

    @cached_property
    def decades(self) -> list[Decade]:
        """Every decade from the first to the current one."""
        groups = [(y, self.groups.get(y)) for y in range(self.first_year, self.last_year, 10)]
        return [
            Decade(year, group.anchor if group else "", len(group.items) if group else 0)
            for year, group in groups
        ]

    @cached_property
    def marks(self) -> list[Mark]:
        """The bars, each in the first row with room for it."""
        ends = [-1] * MAX_LANES
        marks = []
        for x, width, fade in skip_unusable(self.events, self._extent):
            free = (lane for lane, end in enumerate(ends) if end < x)
            lane = next(free, len(marks) % MAX_LANES)
            ends[lane] = x + width
            marks.append(Mark(x, lane * LANE, width, fade))
        return marks

    def _extent(self, event) -> tuple[int, int, str]:
        """Return the start, width and fade of the bar of an event.

        A date 'by' or 'at the latest' fades in before its end.
        """
        first, last = event.date.earliest, event.date.latest
        began_before = event.at_the_latest or first is None
        is_before = first is not None and first.year < self.first_year
        if last is None:
            start = self._x(first) - FADE * began_before
            return self._bar(start, self.today_x, FADES[began_before or is_before, True])
        if began_before:
            return self._bar(self._x(last) - FADE, self._x(last), "before")
        is_after = last.year >= self.last_year
        return self._bar(self._x(first), self._x(last), FADES[is_before, is_after])

    def _bar(self, start: int, end: int, fade: str) -> tuple[int, int, str]:
        """Return a bar of at least the minimum width within the chart."""
        start = min(max(0, start), WIDTH - MIN_WIDTH)
        return start, max(MIN_WIDTH, end - start), fade

    def _x(self, day: datetime.date) -> int:
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        place = (year - self.first_year) / (self.last_year - self.first_year)
        return round(WIDTH * min(1, max(0, place)))
