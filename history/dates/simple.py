"""``SimpleDate``: a single date with the precision of its source, from a day to a century."""

import calendar
import datetime
import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from .phrases import MONTHS
from .terms import QUALIFIERS, PartialDateError, Precision, SignPlace, check_year

FIRST_SEASON, LAST_SEASON = 21, 24  # EDTF: spring, summer, autumn, winter
LAST_PART_OF_YEAR = 41  # EDTF, Level 2: seasons of a hemisphere, quarters, other parts of a year
MIDDLE_MONTH = 6

# These are all the unspecified digits of EDTF Level 1. A sign of doubt before the date or its month
# is Level 2.
SIMPLE_DATE = re.compile(
    r"(?P<before>[~?%]?)(?P<year>Y?-?[0-9]{4,9}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<at_month>[~?%]?)(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?"
    r"(?P<unspecified>(?:-XX){0,2})(?P<after>[~?%]?)"
)


@dataclass(frozen=True, slots=True)
class SimpleDate:
    """A date that is not an interval or a set; ``PartialDateError`` if it does not exist.

    ``year`` is the first one of a decade or century. ``month`` is 1 to 12, or 21 to 24 for a
    season; it and ``day`` are set if the precision requires them. ``unspecified`` counts the parts
    that the source explicitly leaves out: 1985-XX has one, 1985-XX-XX two, 1985-04-XX one.

    A doubt applies to the whole date. ``sign_place`` records how it was written: catalogues put the
    sign after a date, before it, or before its month, and export must not move it.
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
        """Parse a single date in EDTF, such as ``1974-06~``, ``?1945`` or ``198X``."""
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
        """The date in EDTF."""
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
        """The first day of the date; in case of doubt, the actual day may be earlier."""
        if self.precision is Precision.DAY:
            return datetime.date(self.year, self.month, self.day)
        if self.precision is Precision.MONTH:
            return datetime.date(self.year, self.month, 1)
        return datetime.date(self.year, 1, 1)

    @property
    def latest(self) -> datetime.date:
        """The last day of the date; in case of doubt, the actual day may be later.

        A season spans its whole year: EDTF does not specify the hemisphere.
        """
        if self.precision is Precision.DAY:
            return self.earliest
        if self.precision is Precision.MONTH:
            return datetime.date(self.year, self.month, self._days_in_month())
        return datetime.date(self.year + self.precision.years - 1, 12, 31)

    @property
    def is_mid_year(self) -> bool:
        """Whether this is 'the middle of a year', which is represented by 'about June'.

        EDTF has no notation for the middle of a year, so it is stored with the sign after the date
        (``1974-06~``). 'About June' itself has the sign at the month: ``1974-~06``.
        """
        return (
            self.precision is Precision.MONTH
            and self.month == MIDDLE_MONTH
            and self.approximate
            and not self.unspecified
            and self.sign_place is SignPlace.AFTER
        )

    def with_doubts(self, *, approximate: bool, uncertain: bool) -> "SimpleDate":
        """Return this date as 'about' or 'possibly', in the notation of this site.

        The sign is after the date, except for 'about June', which would be the middle of the year.
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
    """Return the precision of a matched text; refuse the combinations of Level 2."""
    month, day, unspecified = match["month"], match["day"], match["unspecified"]
    seasonal = month is not None and FIRST_SEASON <= int(month) <= LAST_SEASON
    if "X" in digits:
        precision = Precision.CENTURY if digits.endswith("XX") else Precision.DECADE
        mixed = month or unspecified
    elif seasonal:
        precision, mixed = Precision.SEASON, day or unspecified or match["at_month"]
    elif day:
        precision, mixed = Precision.DAY, unspecified or match["at_month"]
    elif month:
        at_month = match["at_month"] and unspecified
        precision, mixed = Precision.MONTH, at_month or unspecified == "-XX-XX"
    else:
        precision, mixed = Precision.YEAR, False
    if mixed:
        raise syntax_error(match.string)
    return precision


def syntax_error(text: str) -> PartialDateError:
    return PartialDateError(
        _("“%(text)s” is not a date that this site can hold."), "syntax", text=text[:40]
    )
