"""Chronological sort keys of partial dates, and the years under which to list them.

The order is that in which a historian would tell events. A sort key is a text: eight digits of the
day at which the date is placed, one of its kind, eight of its other end, then its EDTF, so that two
different dates never tie. Only digits come before the EDTF, so Python and PostgreSQL (in the
collation "C") order the texts alike.

- A single date is placed at its last possible day, the more precise first: ``1965-12-16``,
  ``1965-12``, ``1965``. An event dated only to a year follows the events dated within that year. A
  decade comes first in its own decade: ``196X`` before ``1965``.
- An interval with an unknown beginning is placed at its end, after the dates there: ``/1974-06`` at
  the end of June 1974; so is ``[..1974]``, 'in 1974 or before'.
- A period is placed at its beginning, after the dates within that year, month or day: 'from 1965
  on' follows the founding act of December 1965. A period that begins in a decade comes first in it,
  since the events dated in the decade happened during the period. Of two periods, the one that
  ended sooner comes first; those with an unknown end come later, ongoing ones last. ``[1965..]``,
  'in 1965 or after', is placed as if it were ongoing.
- A date that may belong to more than one decade is placed between decades, never within one: a
  century before its first decade, ``[1965,1972]`` after the sixties, in which it begins. It is
  listed under the years of all these decades, '1900–1999' or '1960–1979', since a heading
  '1900–1909' would claim more than the source says; nor does it create a decade to filter by.
  'Twentieth century' would be wrong too: that begins in 1901, and ``19XX`` in 1900.
- An undated event is placed at the end of the year that an editor sets, or after everything.
"""

import datetime
from typing import TYPE_CHECKING

from .choice import MAX_SET_LENGTH, OneOf
from .simple import SimpleDate
from .terms import End, Precision

if TYPE_CHECKING:
    from .partial import PartialDate

POINT, REACHED, PERIOD, UNDATED = range(4)
LAST = 99_999_999
SORT_KEY_LENGTH = 8 + 1 + 8 + MAX_SET_LENGTH
# Month and day of the places before and after a decade, and of its first and last day.
BEFORE_DECADE, AFTER_DECADE = 0, 9999
FIRST_DAY, LAST_DAY = 101, 1231


def sort_key(date: "PartialDate", undated_year: int | None = None) -> str:
    """Return the sort key of a date; ``undated_year`` is the year at which to place no date."""
    place, kind, other_end = _place(date, undated_year)
    return f"{place:08}{kind}{other_end:08}{date.edtf}"


def placed_years(date: "PartialDate", undated_year: int | None = None) -> tuple[int, int] | None:
    """Return the first and last year of the decade or decades under which to list a date.

    ``None`` for an undated one without ``undated_year``.
    """
    if date.is_undated:
        return _decades(undated_year, undated_year) if undated_year else None
    placed = _placed_by(date)
    return _decades(placed.earliest.year, placed.latest.year)


def _place(date: "PartialDate", undated_year: int | None) -> tuple[int, int, int]:
    if date.is_undated:
        return (undated_year * 10_000 + LAST_DAY if undated_year else LAST), UNDATED, 0
    first, last = placed_years(date)
    placed = _placed_by(date)
    if last - first > 9:
        # Dates listed under the same years sort together.
        opens = placed.earliest == datetime.date(first, 1, 1)
        between = first * 10_000 + BEFORE_DECADE if opens else (first + 9) * 10_000 + AFTER_DECADE
        return between, POINT, last * 10_000 + LAST_DAY
    if date.earliest is None:
        return _day_of(placed), REACHED, LAST - _number(placed.earliest)
    if date.is_interval or date.latest is None:
        return _day_of(placed), PERIOD, _period_end(date)
    return _day_of(placed), POINT, LAST - _number(placed.earliest)


def _placed_by(date: "PartialDate") -> SimpleDate | OneOf:
    """Return the part of a date that decides its place: its beginning, its end, or the set."""
    if not isinstance(date.start, OneOf):
        return date.known_ends[0]
    if date.earliest is None:
        return max(date.start.dates, key=lambda each: each.latest)
    if date.latest is None:
        return min(date.start.dates, key=lambda each: each.earliest)
    return date.start


def _decades(first_year: int, last_year: int) -> tuple[int, int]:
    return first_year - first_year % 10, last_year - last_year % 10 + 9


def _day_of(date: SimpleDate | OneOf) -> int:
    opens_itself = isinstance(date, SimpleDate) and date.precision is Precision.DECADE
    return _number(date.earliest if opens_itself else date.latest)


def _period_end(date: "PartialDate") -> int:
    if date.latest is not None:
        return _number(date.latest)
    return LAST - 1 if date.end is End.UNKNOWN else LAST


def _number(day: datetime.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
