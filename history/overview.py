"""The whole history at a glance: a small drawing of all dates, and a link to each decade.

The drawing is for the eye; what it says stands in the links below it, and in the timeline.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

WIDTH = 1000  # units of the drawing from the first decade's start to the last one's end
LANE = 12  # units of height for each row of marks
MARK = 8  # units of height of a mark
MOST_LANES = 6
NARROWEST = 4
FADE = 45  # units over which an end that nobody knows fades away


@dataclass(frozen=True)
class Mark:
    """A bar of the drawing; `fade` is 'before' or 'after' where an end is open or unknown."""

    x: int
    y: int
    width: int
    fade: str = ""


@dataclass(frozen=True)
class Decade:
    """A column under the drawing; without events it leads nowhere."""

    first_year: int
    anchor: str
    count: int


class Overview:
    """Draws events from the first one's decade to today.

    `groups` are the timeline's: their anchors are where the decades' links lead.
    """

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
        """The first year after the drawing."""
        return max(*self.groups, self.today.year // 10 * 10) + 10

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return max((mark.y for mark in self.marks), default=0) + LANE

    @property
    def today_x(self) -> int:
        return self._x(self.today)

    @cached_property
    def decades(self) -> list[Decade]:
        """Every decade from the first to today's."""
        return [
            Decade(
                year,
                self.groups[year].anchor if year in self.groups else "",
                len(self.groups[year].items) if year in self.groups else 0,
            )
            for year in range(self.first_year, self.last_year, 10)
        ]

    @cached_property
    def marks(self) -> list[Mark]:
        """The bars, each in the first row that has room for it."""
        ends = [-1] * MOST_LANES
        marks = []
        for event in self.events:
            x, width, fade = self._extent(event)
            free = (lane for lane, end in enumerate(ends) if end < x)
            lane = next(free, len(marks) % MOST_LANES)
            ends[lane] = x + width
            marks.append(Mark(x, lane * LANE, width, fade))
        return marks

    def _extent(self, event) -> tuple[int, int, str]:
        date = event.date
        if date.earliest is None or event.at_the_latest:
            end = self._x(date.latest)
            return max(0, end - FADE), min(FADE, end), "before"
        start = self._x(date.earliest)
        if date.latest is None:
            return start, self.today_x - start, "after"
        return start, max(NARROWEST, self._x(date.latest) - start), ""

    def _x(self, day: datetime.date) -> int:
        year = day.year + (day.timetuple().tm_yday - 1) / 366
        place = (year - self.first_year) / (self.last_year - self.first_year)
        return round(WIDTH * min(1, max(0, place)))
