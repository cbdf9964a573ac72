"""Many events: the years of a decade with a box for each event of a year.

Hundreds of marks say nothing any more, but how many there are of each year does. A box is full for
a day, pale for a month and hollow for a year. What is not of a single year keeps its mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .axis import MOST_DECADES, Axis, Dated
from .dates import Precision, SimpleDate

MANY = 40  # events shown from which decades are strips of years and their lists are closed
WHOLE = 150  # events shown, or of a decade that is, up to which lists have texts and not titles
MOST_FRAMED = 20  # events in a frame of another site
MOST_BOXES = 12  # of a year; the others are a number over them
MOST_ROWS = 4  # of marks over the years of a decade, in the same way
BOXES = (Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR)


@dataclass
class Year:
    """A year, or several from the one that is named, with its events by date."""

    year: int
    pages: list[Dated] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"anio-{self.year}"

    @property
    def century(self) -> str:
        """The digits that the first year of a decade has before its last two; '' for others."""
        return "" if self.year % 10 else str(self.year // 100)

    @property
    def short(self) -> str:
        return f"{self.year % 100:02}"

    @property
    def boxes(self) -> list[str]:
        """The classes of the boxes, the first event's first."""
        return [box_of(page) for page in self.pages[:MOST_BOXES]]

    @property
    def more(self) -> int:
        """The number of events without a box."""
        return max(len(self.pages) - MOST_BOXES, 0)


def box_of(page: Dated) -> str:
    """Return the classes of a box: what is known of the date, and its doubts as those of a mark."""
    date = page.date
    doubts = " box--about" * date.approximate + " box--uncertain" * date.uncertain
    return f"box box--{date.precision.value}{doubts}"


def single_year(page: Dated) -> int | None:
    """Return the year of a date that lies within one; None for any other date, and for none."""
    date = page.date
    if page.at_the_latest or date.is_interval or not isinstance(date.start, SimpleDate):
        return None
    return date.start.earliest.year if date.precision in BOXES else None


def years_on(axis: Axis, pages: Iterable[Dated]) -> list[Year]:
    """Return every year of an axis with its events, or every decade of one of centuries."""
    step = 10 if len(axis.decades) > MOST_DECADES else 1
    years = [Year(year) for year in range(axis.first_year, axis.last_year, step)]
    for page in pages:
        year = single_year(page)
        if year is not None and axis.first_year <= year < axis.last_year:
            years[(year - axis.first_year) // step].pages.append(page)
    return years
