"""The order in which a historian would tell dated things.

A sort key is a text: eight digits of the day at which the date is placed, one of its kind, eight
of its other end, then its EDTF, so that two different dates never tie. Digits only come before the
EDTF, so Python and PostgreSQL (in the collation "C") order the texts alike.

- One date is placed at the last day that it may mean, the narrower before the wider:
  ``1965-12-16``, ``1965-12``, ``1965``. What a source dates to a year alone follows what it dates
  within that year. A decade or century opens itself: ``196X`` comes before ``1965``.
- An interval with no known beginning is placed at its end, after the dates there: ``/1974-06`` at
  the end of June 1974.
- A period is placed at its beginning, after what is dated within that year, month or day: what
  went on 'from 1965 on' follows the founding act of December 1965. One that begins in a decade
  or century opens it, for whatever is dated in it happened meanwhile. Of two, the one that ended
  sooner comes first, those with an unknown end late, those still going on last.
- What is undated is placed at the end of the year that an editor gives it, or after everything.
"""

import datetime
from typing import TYPE_CHECKING

from .simple import SimpleDate
from .terms import End, Precision

if TYPE_CHECKING:
    from .partial import PartialDate

POINT, REACHED, PERIOD, UNDATED = range(4)
LAST = 99_999_999
SORT_KEY_LENGTH = 48


def sort_key(date: "PartialDate", undated_year: int | None = None) -> str:
    """The sort key of a date; ``undated_year`` is where to place it should it be undated."""
    place, kind, other_end = _place(date, undated_year)
    return f"{place:08}{kind}{other_end:08}{date.edtf}"


def _place(date: "PartialDate", undated_year: int | None) -> tuple[int, int, int]:
    if not date.known_ends:
        return (undated_year * 10_000 + 1231 if undated_year else LAST), UNDATED, 0
    if not date.is_interval:
        return _day_of(date.start), POINT, LAST - _number(date.start.earliest)
    if not isinstance(date.start, SimpleDate):
        return _day_of(date.end), REACHED, LAST - _number(date.end.earliest)
    return _day_of(date.start), PERIOD, _period_end(date.end)


def _day_of(date: SimpleDate) -> int:
    opens_itself = date.precision in (Precision.CENTURY, Precision.DECADE)
    return _number(date.earliest if opens_itself else date.latest)


def _period_end(end: SimpleDate | End) -> int:
    if isinstance(end, SimpleDate):
        return _number(end.latest)
    return LAST if end is End.OPEN else LAST - 1


def _number(day: datetime.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
