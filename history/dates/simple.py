"""One date, as exact as its source: a day, a month, a season, a year, a decade or a century."""

import calendar
import datetime
import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from .errors import PartialDateError
from .phrases import MONTHS
from .terms import QUALIFIERS, Precision, SignPlace, check_year

FIRST_SEASON, LAST_SEASON = 21, 24  # EDTF: spring, summer, autumn, winter
LAST_PART_OF_YEAR = 41  # EDTF, Level 2: seasons of a hemisphere, quarters, other parts of a year
MIDDLE_MONTH = 6

# Level 1 of EDTF has no other open digits than these, all from the right. A sign of doubt before
# the date or its month is Level 2.
SIMPLE_DATE = re.compile(
    r"(?P<before>[~?%]?)(?P<year>Y?-?[0-9]{4,9}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<at_month>[~?%]?)(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?"
    r"(?P<unspecified>(?:-XX){0,2})(?P<after>[~?%]?)"
)


@dataclass(frozen=True, slots=True)
class SimpleDate:
    """A date without ends; what cannot be raises ``PartialDateError``.

    ``year`` is the first one of a decade or century. ``month`` is 1 to 12, or 21 to 24 for a
    season; it and ``day`` are there when the precision asks for them. ``unspecified`` counts the
    parts that the source is known to leave out: 1985-XX has one, 1985-XX-XX two, 1985-04-XX one.

    A doubt is told of the whole date. ``sign_place`` keeps how it was written: catalogues put the
    sign after a date, before it, or before its month, and get it back where they put it.
    """

    precision: Precision
    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False
    unspecified: int = 0
    sign_place: SignPlace = SignPlace.AFTER

    def __post_init__(self):
        check_year(self.year)
        if self.month is not None:
            self._check_month()
        if self.day is not None and not 1 <= self.day <= self._days_in_month():
            raise PartialDateError(
                _("There is no day %(day)s in %(month)s %(year)s: that month has %(last)s days."),
                "day",
                day=self.day,
                month=MONTHS[self.month],
                year=self.year,
                last=self._days_in_month(),
            )

    @classmethod
    def parse(cls, text: str) -> "SimpleDate":
        """Read one date of EDTF, such as ``1974-06~``, ``?1945`` or ``198X``."""
        match = SIMPLE_DATE.fullmatch(text)
        if not match:
            raise syntax_error(text)
        digits = match["year"]
        precision = _precision(digits, match)
        signs = {SignPlace.BEFORE: match["before"], SignPlace.AT_MONTH: match["at_month"] or ""}
        place = next((place for place, sign in signs.items() if sign), SignPlace.AFTER)
        sign = signs.get(place) or match["after"]
        approximate, uncertain = next(k for k, v in QUALIFIERS.items() if v == sign)
        date = cls(
            precision=precision,
            year=int(digits.removeprefix("Y").replace("X", "0")),
            month=int(match["month"]) if match["month"] else None,
            day=int(match["day"]) if match["day"] else None,
            approximate=approximate,
            uncertain=uncertain,
            unspecified=match["unspecified"].count("X") // 2,
            sign_place=place,
        )
        if date.edtf != text:  # Y1974, a second sign and the like
            raise syntax_error(text)
        return date

    @property
    def edtf(self) -> str:
        """The date as EDTF writes it."""
        year = str(self.year)
        if open_digits := len(str(self.precision.years)) - 1:
            year = year[:-open_digits] + "X" * open_digits
        numbers = [f"{part:02}" for part in (self.month, self.day) if part is not None]
        sign = QUALIFIERS[self.approximate, self.uncertain]
        if self.sign_place is SignPlace.AT_MONTH:
            numbers[0] = sign + numbers[0]
        text = "-".join([year, *numbers, *["XX"] * self.unspecified])
        if self.sign_place is SignPlace.BEFORE:
            return sign + text
        return text + sign if self.sign_place is SignPlace.AFTER else text

    @property
    def earliest(self) -> datetime.date:
        """The first day of what the date names; what is in doubt may have been before it."""
        if self.precision is Precision.DAY:
            return datetime.date(self.year, self.month, self.day)
        if self.precision is Precision.MONTH:
            return datetime.date(self.year, self.month, 1)
        return datetime.date(self.year, 1, 1)

    @property
    def latest(self) -> datetime.date:
        """The last day of what the date names; what is in doubt may have been after it.

        A season spans its whole year: EDTF does not say in which hemisphere it is meant.
        """
        if self.precision is Precision.DAY:
            return self.earliest
        if self.precision is Precision.MONTH:
            return datetime.date(self.year, self.month, self._days_in_month())
        return datetime.date(self.year + self.precision.years - 1, 12, 31)

    @property
    def is_mid_year(self) -> bool:
        """Whether this is 'the middle of a year', which is held as 'about June' of that year.

        EDTF has no sign for the middle of a year; sources that say so are recorded like this, with
        the sign after the date (``1974-06~``). About June itself has it at the month: ``1974-~06``.
        """
        return (
            self.precision is Precision.MONTH
            and self.month == MIDDLE_MONTH
            and self.approximate
            and not self.unspecified
            and self.sign_place is SignPlace.AFTER
        )

    def with_doubts(self, *, approximate: bool, uncertain: bool) -> "SimpleDate":
        """This date as 'about' or 'possibly', the way this site writes it.

        The sign stands after the date, but for 'about June', which would be the middle of the year.
        """
        is_june = self.precision is Precision.MONTH and self.month == MIDDLE_MONTH
        at_month = is_june and approximate and not self.unspecified
        place = SignPlace.AT_MONTH if at_month else SignPlace.AFTER
        return replace(self, approximate=approximate, uncertain=uncertain, sign_place=place)

    def _check_month(self) -> None:
        seasonal = self.precision is Precision.SEASON
        first, last = (FIRST_SEASON, LAST_SEASON) if seasonal else (1, 12)
        if self.day is None and LAST_SEASON < self.month <= LAST_PART_OF_YEAR:
            raise PartialDateError(
                _(
                    "This site holds no season or quarter %(month)s: "
                    "write 21 for spring, 22 for summer, 23 for autumn or 24 for winter."
                ),
                "month",
                month=self.month,
            )
        if not first <= self.month <= last:
            raise PartialDateError(_("There is no month %(month)s."), "month", month=self.month)

    def _days_in_month(self) -> int:
        return calendar.monthrange(self.year, self.month)[1]


def _precision(digits: str, match: re.Match) -> Precision:
    """The precision of a text that looks like a date; refuses the mixtures of Level 2."""
    month, day, unspecified = match["month"], match["day"], match["unspecified"]
    if match["at_month"] and (day or unspecified or FIRST_SEASON <= int(month) <= LAST_SEASON):
        raise syntax_error(match.string)
    seasonal = month is not None and FIRST_SEASON <= int(month) <= LAST_SEASON
    if "X" in digits:
        precision = Precision.CENTURY if digits.endswith("XX") else Precision.DECADE
        mixed = month or unspecified
    elif seasonal:
        precision = Precision.SEASON
        mixed = day or unspecified
    elif day:
        precision = Precision.DAY
        mixed = unspecified
    elif month:
        precision = Precision.MONTH
        mixed = unspecified == "-XX-XX"
    else:
        precision = Precision.YEAR
        mixed = False
    if mixed:
        raise syntax_error(match.string)
    return precision


def syntax_error(text: str) -> PartialDateError:
    return PartialDateError(
        _("“%(text)s” is not a date that this site can hold."), "syntax", text=text[:40]
    )
