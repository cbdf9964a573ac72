"""Dates in words: 'mid-1974', '1973 at the latest', '1667 or 1668'; in fewer signs for marks."""

import re
from typing import TYPE_CHECKING, Any

from django.utils import translation

from . import phrases
from .choice import Member, OneOf
from .simple import LAST_SEASON, SimpleDate
from .terms import QUALIFIERS, End, Precision

if TYPE_CHECKING:
    from .partial import PartialDate

# Pronounced in Spanish: octubre, otoño, ocho, once.
BEGINS_WITH_O = re.compile(r"h?o|(8|11)\b", re.IGNORECASE)


def describe(date: "PartialDate", language: str | None = None, at_the_latest: bool = False) -> str:
    """Return ``date`` in words of ``language`` (a code such as ``es``) or the active language."""
    with translation.override(language or translation.get_language()):
        return Words().date(date, at_the_latest)


def abbreviate(date: "PartialDate", at_the_latest: bool = False) -> str:
    """Return ``date`` in few signs of the active language: '16.12.1965'; '' when undated."""
    return "" if date.is_undated else ShortWords().date(date, at_the_latest)


class Words:
    """The words of a date in the active language."""

    def date(self, date: "PartialDate", at_the_latest: bool) -> str:
        latest = date.end if date.is_interval and date.start is End.UNKNOWN else None
        if isinstance(latest, SimpleDate):
            return self.by(self.alone(latest))
        words = self.exact(date)
        # '1973 or before' already means it.
        says_it = date.is_undated or (date.is_one_of and date.earliest is None)
        return self.by(words) if at_the_latest and not says_it else words

    def exact(self, date: "PartialDate") -> str:
        if date.is_interval:
            return self.interval(date)
        if isinstance(date.start, OneOf):
            return self.one_of(date.start)
        if isinstance(date.start, SimpleDate):
            return self.alone(date.start)
        return str(phrases.UNDATED)

    def by(self, words: str) -> str:
        return phrases.AT_THE_LATEST[words.isdigit()] % {"date": words}

    def interval(self, date: "PartialDate") -> str:
        start: Any = date.start
        end: Any = date.end
        if start is End.OPEN:
            return self.after_preposition(phrases.UNTIL, end)
        if isinstance(end, End):
            return self.without_end(start, is_known=end is End.OPEN)
        return self.period(start, end)

    def without_end(self, start: SimpleDate, is_known: bool) -> str:
        return self.after_preposition(phrases.FROM if is_known else phrases.FROM_END_UNKNOWN, start)

    def period(self, start: SimpleDate, end: SimpleDate) -> str:
        if are_two_decades(start, end):
            return phrases.TWO_DECADES % {"first": start.year, "second": end.year}
        template = phrases.PERIOD[is_day(start), is_day(end)]
        return template % {"start": self.in_sentence(start), "end": self.in_sentence(end)}

    def one_of(self, choice: OneOf) -> str:
        *others, last = [self.member(member) for member in choice.members]
        if not others:
            return last
        listed = others[0]
        for other in others[1:]:
            listed = phrases.BETWEEN_TWO_OF_MANY % {"dates": listed, "date": other}
        template = phrases.ONE_OF_TWO[bool(BEGINS_WITH_O.match(last))]
        return template % {"first": listed, "last": last}

    def member(self, member: Member) -> str:
        start, end = member.first, member.last
        if not member.is_range:
            return self.alone(start)
        if start is None:
            return phrases.OR_BEFORE % {"date": self.alone(end)}
        if end is None:
            return phrases.OR_LATER % {"date": self.alone(start)}
        template = phrases.BETWEEN[is_day(start), is_day(end)]
        if end.month == LAST_SEASON:
            template = phrases.BETWEEN_AND_WINTER[is_day(start)]
        return template % {"start": self.in_sentence(start), "end": self.in_sentence(end)}

    def after_preposition(self, templates: dict, date: SimpleDate) -> str:
        return templates[is_day(date)] % {"date": self.in_sentence(date)}

    def alone(self, date: SimpleDate) -> str:
        qualifier = QUALIFIERS[date.approximate, date.uncertain]
        if not qualifier:
            return self.plain(date, alone=True)
        template = phrases.QUALIFIED[qualifier, is_day(date)]
        return template % {"date": self.plain(date, alone=False)}

    def in_sentence(self, date: SimpleDate) -> str:
        plain = self.plain(date, alone=False)
        # 'From the middle of' already means 'about'.
        approximate = date.approximate and not date.is_mid_year
        qualifier = QUALIFIERS[approximate, date.uncertain]
        return phrases.QUALIFIED_IN_SENTENCE[qualifier] % {"date": plain} if qualifier else plain

    def plain(self, date: SimpleDate, *, alone: bool) -> str:
        """Return the date without its doubts."""
        if date.unspecified:
            left_out = "day"
            if date.precision is Precision.YEAR:
                left_out = "month" if date.unspecified == 1 else "month and day"
            return phrases.UNSPECIFIED[left_out] % {"date": self.unit(date, alone)}
        return self.unit(date, alone)

    def unit(self, date: SimpleDate, alone: bool) -> str:
        if date.precision is Precision.YEAR:
            return str(date.year)
        if date.precision is Precision.DECADE:
            return phrases.DECADES[alone] % {"year": date.year}
        if date.precision is Precision.CENTURY:
            return phrases.CENTURY % {"year": date.year, "last": date.latest.year}
        if date.precision is Precision.SEASON:
            return phrases.SEASONS[date.month] % {"year": date.year}
        names = {"day": date.day, "month": phrases.MONTHS[date.month], "year": date.year}
        if date.precision is Precision.DAY:
            return phrases.DAY % names
        return (phrases.MID_YEAR if date.is_mid_year else phrases.MONTH) % names


class ShortWords(Words):
    """The words beside a mark, with numbers for months and a dash between two dates."""

    def by(self, words: str) -> str:
        return phrases.OR_BEFORE % {"date": words}

    def without_end(self, start: SimpleDate, is_known: bool) -> str:
        return self.after_preposition(phrases.FROM, start)

    def period(self, start: SimpleDate, end: SimpleDate) -> str:
        if are_two_decades(start, end):
            return f"{start.year}–{end.latest.year}"
        if any(
            date.approximate or date.uncertain or date.precision.years > 1 for date in (start, end)
        ):
            return super().period(start, end)
        return f"{self.unit(start, alone=True)}–{self.unit(end, alone=True)}"

    def alone(self, date: SimpleDate) -> str:
        is_vague = date.is_mid_year and not date.uncertain
        return self.plain(date, alone=True) if is_vague else super().alone(date)

    def plain(self, date: SimpleDate, *, alone: bool) -> str:
        return self.unit(date, alone)

    def unit(self, date: SimpleDate, alone: bool) -> str:
        if date.precision is Precision.DAY:
            return f"{date.day}.{date.month}.{date.year}"
        if date.precision is Precision.MONTH and not date.is_mid_year:
            return f"{date.month}.{date.year}"
        if date.precision.years > 1 and alone:
            return f"{date.year}–{date.latest.year}"
        return super().unit(date, alone)


def are_two_decades(start: SimpleDate, end: SimpleDate) -> bool:
    plain = not any(date.approximate or date.uncertain for date in (start, end))
    both = start.precision is end.precision is Precision.DECADE
    return plain and both and end.year - start.year == 10


def is_day(date: SimpleDate) -> bool:
    return date.precision is Precision.DAY
