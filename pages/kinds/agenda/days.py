"""A month as a rule of days, with the activities on it: an SVG without viewBox, in percents.

A day is a needle, several days are a box, what is cancelled is a ring struck through. Marks that
would touch on a phone stand in rows; a month that needs too many has no drawing, but its list.
"""

from calendar import SATURDAY, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from .models import ActivityPage

ROW = 30  # pixels
MOST_ROWS = 6
#: Days from one mark to the next, so that two targets of 28 pixels do not touch at 320 pixels.
APART = 3
LABELLED = 5  # every fifth day has its number


@dataclass(frozen=True)
class Mark:
    """An activity within a month: `x` of its needle or box, `width` of a box; `y` is its middle."""

    activity: ActivityPage
    x: str
    width: str
    y: int

    @property
    def top(self) -> int:
        return self.y - 14


@dataclass(frozen=True)
class Month:
    """A month with the activities that begin in it, in the order of their beginning."""

    first: date
    activities: list[ActivityPage]

    @property
    def length(self) -> int:
        return monthrange(self.first.year, self.first.month)[1]

    def percent(self, days: float) -> str:
        return f"{days * 100 / self.length:.2f}%"

    @property
    def marks(self) -> list[Mark]:
        """The marks with their rows; none if there are too many rows."""
        rows: list[int] = []  # the last day in each
        found = []
        for activity in self.activities:
            first, last = activity.first_day.day, self.last_day_of(activity)
            row = next((row for row, end in enumerate(rows) if end + APART <= first), len(rows))
            rows[row : row + 1] = [last]
            is_box = last > first
            x = self.percent(first - 1 if is_box else first - 0.5)
            width = self.percent(last - first + 1) if is_box else ""
            found.append(Mark(activity, x, width, 17 + row * ROW))
        return found if len(rows) <= MOST_ROWS else []

    def last_day_of(self, activity: ActivityPage) -> int:
        """Return the last day of an activity within the month."""
        end = self.first + timedelta(days=self.length - 1)
        return min(activity.end_day, end).day

    @property
    def height(self) -> int:
        """The height of the drawing above its rule."""
        return max((mark.y for mark in self.marks), default=17) + 17

    @property
    def weekends(self) -> list[str]:
        days = range(self.length)
        free = (day for day in days if (self.first + timedelta(days=day)).weekday() >= SATURDAY)
        return [self.percent(day) for day in free]

    @property
    def day_width(self) -> str:
        return self.percent(1)

    @property
    def ticks(self) -> list[str]:
        return [self.percent(day) for day in range(self.length + 1)]

    @property
    def numbers(self) -> list[tuple[int, str]]:
        days = [1, *range(LABELLED, self.length, LABELLED)]
        return [(day, self.percent(day - 0.5)) for day in days]


def months_of(activities: Iterable[ActivityPage]) -> list[Month]:
    """Return the months of activities, which are in the order of their beginning."""
    months = groupby(activities, key=lambda each: each.first_day.replace(day=1))
    return [Month(first, list(group)) for first, group in months]
