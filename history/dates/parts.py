"""A date as it is set in type, with its year large, and what is known of it."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import capfirst

from . import phrases
from .choice import OneOf
from .simple import SimpleDate
from .terms import QUALIFIERS, End, Precision
from .wording import abbreviate, are_two_decades

if TYPE_CHECKING:
    from .partial import PartialDate

LONGEST_BIG = len("1667 or 1668")


class DateParts(NamedTuple):
    """The words of a date in three lines, of which the middle one is large; read in this order."""

    over: str
    big: str
    under: str


def date_parts(
    date: "PartialDate", at_the_latest: bool = False, placed_by_hand: bool = False
) -> DateParts:
    """Return the parts of a date; an undated event may be placed where its text tells it."""
    if date.is_undated:
        under = phrases.IN_THE_ORDER_OF_THE_TEXT if placed_by_hand else ""
        return DateParts("", capfirst(str(phrases.UNDATED)), str(under))
    by = is_latest(date, at_the_latest)
    if isinstance(date.start, OneOf):
        return _of_choice(date, at_the_latest)
    if len(date.known_ends) == 2:
        return _of_period(date, at_the_latest)
    single = date.known_ends[0]
    over: object = _qualifier(single)
    under = _below_year(single)
    if by or date.is_interval:
        if by:
            over = phrases.BEFORE_YEAR["by"]
        else:
            over = phrases.BEFORE_YEAR["until" if date.start is End.OPEN else "from"]
        under = " ".join(filter(None, (under, str(_doubt_below(single)))))
        if not (by or under) and isinstance(date.end, End):
            under = str(phrases.AFTER_YEAR["onwards" if date.end is End.OPEN else "unknown"])
    return DateParts(str(over), _years(single), str(under))


def known_of(date: "PartialDate", at_the_latest: bool = False) -> str:
    """Return what is known of a date, and what is not."""
    if date.is_undated:
        return str(phrases.TEXT_GIVES_NO_DATE)
    known, unknown = phrases.KNOWN[_kind(date, at_the_latest)]
    doubt = phrases.DOUBTS[QUALIFIERS[date.approximate, date.uncertain]]
    before_unknown = "; " if doubt else ", "
    certain = ", ".join(filter(None, (str(known), str(doubt))))
    return before_unknown.join(filter(None, (certain, str(unknown))))


def is_latest(date: "PartialDate", at_the_latest: bool) -> bool:
    """Return whether something had begun by this date: an interval without a known beginning."""
    return at_the_latest or (date.is_interval and date.start is End.UNKNOWN)


def _kind(date: "PartialDate", at_the_latest: bool) -> str:
    if date.is_one_of and not at_the_latest:
        if date.earliest is None or date.latest is None:
            return "or before" if date.earliest is None else "or after"
        return "between" if len(date.start.members) == 1 else "one of"
    if is_latest(date, at_the_latest):
        return "by"
    if len(date.known_ends) == 2:
        return "decades" if are_two_decades(*date.known_ends) else "period"
    if date.is_interval:
        return "until" if date.start is End.OPEN else "from"
    return "middle" if date.start.is_mid_year else date.precision.value


def _of_choice(date: "PartialDate", at_the_latest: bool) -> DateParts:
    by = is_latest(date, at_the_latest)
    short = abbreviate(date, by)
    if len(short) <= LONGEST_BIG or None in (date.earliest, date.latest):
        return DateParts("", short, "")
    years = years_label(date.earliest.year, date.latest.year)
    return DateParts("", years, date.wording(at_the_latest=at_the_latest))


def _of_period(date: "PartialDate", at_the_latest: bool) -> DateParts:
    """Return the years of a period; below them the whole date in words, if they say less."""
    start, end = date.known_ends
    years = years_label(start.year, end.latest.year)
    if are_two_decades(start, end):
        under = str(phrases.AFTER_YEAR["decades"])
    elif _sign(start) != _sign(end) or {start.precision, end.precision} != {Precision.YEAR}:
        return DateParts("", years, date.wording(at_the_latest=at_the_latest))
    else:
        under = str(_doubt_below(start))
    over = phrases.BEFORE_YEAR["by"] if is_latest(date, at_the_latest) else ""
    return DateParts(str(over), years, under)


def _qualifier(date: SimpleDate) -> object:
    return phrases.BEFORE_YEAR.get(_sign(date), "")


def _doubt_below(date: SimpleDate) -> object:
    return phrases.DOUBTS_AFTER_YEAR[_sign(date)]


def _sign(date: SimpleDate) -> str:
    # 'About the middle' is said already.
    return QUALIFIERS[date.approximate and not date.is_mid_year, date.uncertain]


def _years(date: SimpleDate) -> str:
    return years_label(date.year, date.latest.year)


def years_label(first: int, last: int) -> str:
    """Return a range of years as text, which is the same in every language."""
    return str(first) if first == last else f"{first}–{last}"


def _below_year(date: SimpleDate) -> str:
    """Return the words of a date without its year."""
    if date.precision is Precision.DAY:
        return phrases.DAY_OF_MONTH % {"day": date.day, "month": phrases.MONTHS[date.month]}
    if date.precision is Precision.SEASON:
        return str(phrases.SEASON_NAMES[date.month])
    if date.precision is Precision.MONTH:
        return str(phrases.ABOUT_THE_MIDDLE if date.is_mid_year else phrases.MONTHS[date.month])
    return str(phrases.AFTER_YEAR.get(date.precision.value, ""))
