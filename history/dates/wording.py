"""Dates in plain words: 'mid-1974', 'the 1980s and 1990s', 'by 1973', '1667 or 1668'."""

import re
from typing import TYPE_CHECKING

from django.utils import translation

from . import phrases
from .choice import Member, OneOf
from .simple import LAST_SEASON, SimpleDate
from .terms import QUALIFIERS, End, Precision

if TYPE_CHECKING:
    from .partial import PartialDate

DECADES_BY_TWO_DIGITS = range(1920, 2000, 10)
# Pronounced in Spanish: octubre, otoño, ocho, once.
BEGINS_WITH_O = re.compile(r"h?o|(8|11)\b", re.IGNORECASE)


def describe(date: "PartialDate", language: str | None = None) -> str:
    """Return ``date`` in words of ``language`` (a code such as ``es``) or the active language."""
    with translation.override(language or translation.get_language()):
        if date.is_interval:
            return _interval(date)
        if isinstance(date.start, OneOf):
            return _one_of(date.start)
        if isinstance(date.start, SimpleDate):
            return _alone(date.start)
        return str(phrases.UNDATED)


def _interval(date: "PartialDate") -> str:
    start, end = date.known_ends[0], date.known_ends[-1]
    if date.start is End.UNKNOWN:
        return _after_preposition(phrases.BY, end)
    if date.start is End.OPEN:
        return _after_preposition(phrases.UNTIL, end)
    if date.end is End.OPEN:
        return _after_preposition(phrases.FROM, start)
    if date.end is End.UNKNOWN:
        return _after_preposition(phrases.FROM_END_UNKNOWN, start)
    if _are_two_decades(start, end):
        short = start.year in DECADES_BY_TWO_DIGITS and end.year in DECADES_BY_TWO_DIGITS
        first, second = (_digits(decade.year, short) for decade in (start, end))
        return phrases.TWO_DECADES[short] % {"first": first, "second": second}
    template = phrases.PERIOD[_is_day(start), _is_day(end)]
    return template % {"start": _in_sentence(start), "end": _in_sentence(end)}


def _one_of(choice: OneOf) -> str:
    *others, last = [_member(member) for member in choice.members]
    if not others:
        return last
    listed = others[0]
    for other in others[1:]:
        listed = phrases.BETWEEN_TWO_OF_MANY % {"dates": listed, "date": other}
    template = phrases.ONE_OF_TWO[bool(BEGINS_WITH_O.match(last))]
    return template % {"first": listed, "last": last}


def _member(member: Member) -> str:
    start, end = member.first, member.last
    if not member.is_range:
        return _alone(start)
    if start is None:
        return phrases.OR_EARLIER % {"date": _alone(end)}
    if end is None:
        return phrases.OR_LATER % {"date": _alone(start)}
    template = phrases.BETWEEN[_is_day(start), _is_day(end)]
    if end.month == LAST_SEASON:
        template = phrases.BETWEEN_AND_WINTER[_is_day(start)]
    return template % {"start": _in_sentence(start), "end": _in_sentence(end)}


def _are_two_decades(start: SimpleDate, end: SimpleDate) -> bool:
    plain = not any(date.approximate or date.uncertain for date in (start, end))
    both = start.precision is end.precision is Precision.DECADE
    return plain and both and end.year - start.year == 10


def _after_preposition(templates: dict, date: SimpleDate) -> str:
    return templates[_is_day(date)] % {"date": _in_sentence(date)}


def _alone(date: SimpleDate) -> str:
    qualifier = _qualifier(date)
    if not qualifier:
        return _plain(date, alone=True)
    template = phrases.QUALIFIED[qualifier, _is_day(date)]
    return template % {"date": _plain(date, alone=False)}


def _in_sentence(date: SimpleDate) -> str:
    plain = _plain(date, alone=False)
    qualifier = _qualifier(date)
    return phrases.QUALIFIED_IN_SENTENCE[qualifier] % {"date": plain} if qualifier else plain


def _qualifier(date: SimpleDate) -> str:
    """Return the doubt to put in words: 'the middle of' already means 'about'."""
    approximate = date.approximate and not date.is_mid_year
    return QUALIFIERS[approximate, date.uncertain]


def _plain(date: SimpleDate, *, alone: bool) -> str:
    """Return the date without its doubts."""
    if date.unspecified:
        left_out = "day"
        if date.precision is Precision.YEAR:
            left_out = "month" if date.unspecified == 1 else "month and day"
        return phrases.UNSPECIFIED[left_out] % {"date": _unit(date, alone)}
    return _unit(date, alone)


def _unit(date: SimpleDate, alone: bool) -> str:
    if date.precision is Precision.YEAR:
        return str(date.year)
    if date.precision is Precision.DECADE:
        short = date.year in DECADES_BY_TWO_DIGITS
        return phrases.DECADES[short, alone] % {
            "year": date.year,
            "short": _digits(date.year, short),
        }
    if date.precision is Precision.CENTURY:
        return phrases.CENTURY % {"year": date.year, "last": date.latest.year}
    if date.precision is Precision.SEASON:
        return phrases.SEASONS[date.month] % {"year": date.year}
    names = {"day": date.day, "month": phrases.MONTHS[date.month], "year": date.year}
    if date.precision is Precision.DAY:
        return phrases.DAY % names
    return (phrases.MID_YEAR if date.is_mid_year else phrases.MONTH) % names


def _digits(year: int, short: bool) -> str:
    return f"{year % 100:02}" if short else str(year)


def _is_day(date: SimpleDate) -> bool:
    return date.precision is Precision.DAY
