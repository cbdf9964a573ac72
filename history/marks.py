"""What a date looks like: parts in years, before any axis says where they stand.

The less is known, the thinner: a day is a needle, a month a thin bar, a year a box one year wide,
decades and periods a dashed bar. What is unknown fades; nothing is rounded to look certain.
"""

import calendar
import datetime
from dataclasses import dataclass
from enum import StrEnum

from .dates import End, Member, OneOf, PartialDate, SimpleDate

ALWAYS = float("inf")


class Kind(StrEnum):
    """A shape that `history/mark.html` draws."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"  # a decade, a century, or a period between two ends
    RANGE = "range"  # one moment somewhere in a range
    CAP = "cap"  # where what is known ends
    FADE_IN = "fade-in"  # an unknown beginning
    FADE_OUT = "fade-out"  # an unknown end
    DOTS = "dots"  # it still went on, or may have been any of these dates


@dataclass(frozen=True)
class Part:
    """A shape from one moment to another, both as years with their fraction."""

    kind: Kind
    start: float
    end: float


def year_of(day: datetime.date) -> float:
    """Return the beginning of a day as a year with its fraction: 1974.5 is the middle of 1974."""
    first = datetime.date(day.year, 1, 1).toordinal()
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + (day.toordinal() - first) / length


def parts_of(date: PartialDate, at_the_latest: bool, today: datetime.date) -> list[Part]:
    """Return the parts of a date; none when it is undated."""
    if date.is_undated:
        return []
    if date.is_interval and isinstance(date.start, SimpleDate):
        begun = _lasting(date.start, date, today)
        return [*_before(_first(date.start), at_the_latest), *begun]
    if date.latest is not None and (at_the_latest or date.is_interval):
        end = _end(date.latest)
        dots = [Part(Kind.DOTS, -ALWAYS, end)] if date.start is End.OPEN else []
        return [*dots, *_by(end)]
    if isinstance(date.start, OneOf):
        return _one_of(date.start)
    return [_body(date.known_ends[0])]


def _lasting(beginning: SimpleDate, date: PartialDate, today: datetime.date) -> list[Part]:
    """Return the parts of an interval with a known beginning."""
    start = _first(beginning)
    if isinstance(date.end, SimpleDate):
        return [Part(Kind.SPAN, start, _end(date.end.latest))]
    begun = [Part(Kind.CAP, start, start)]
    if beginning.precision.years > 1:
        begun = [_body(beginning)]
        start = begun[0].end
    dots = [Part(Kind.DOTS, start, year_of(today))] if date.end is End.OPEN else []
    return [*(dots if year_of(today) > start else []), Part(Kind.FADE_OUT, start, ALWAYS), *begun]


def _one_of(choice: OneOf) -> list[Part]:
    members = [part for member in choice.members for part in _member(member)]
    first, last = min(part.end for part in members), max(part.start for part in members)
    between = [Part(Kind.DOTS, first, last)] if first < last else []
    return [*between, *members]


def _member(member: Member) -> list[Part]:
    if member.first is None:
        return _by(_end(member.last.latest))
    start = _first(member.first)
    if member.last is None:
        return [Part(Kind.FADE_OUT, start, ALWAYS), Part(Kind.CAP, start, start)]
    if member.is_range:
        return [Part(Kind.RANGE, start, _end(member.last.latest))]
    return [_body(member.first)]


def _by(end: float) -> list[Part]:
    """Return 'by then, or before': what lies before is unknown."""
    return [Part(Kind.FADE_IN, -ALWAYS, end), Part(Kind.CAP, end, end)]


def _before(start: float, at_the_latest: bool) -> list[Part]:
    return [Part(Kind.FADE_IN, -ALWAYS, start)] if at_the_latest else []


def _body(date: SimpleDate) -> Part:
    kind = Kind.SPAN if date.precision.years > 1 else Kind(date.precision.value)
    return Part(kind, _first(date), _end(date.latest))


def _first(date: SimpleDate) -> float:
    return year_of(date.earliest)


def _end(day: datetime.date) -> float:
    return year_of(day + datetime.timedelta(days=1))
