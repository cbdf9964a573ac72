"""Parser of single dates as people write them: day, month, year, decade, century, with qualifiers.

The result is EDTF. The input is folded text (`cells.folded`) without weekdays and times.
`written_dates` adds periods and documents the decisions.
"""

import datetime
import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from history.dates import PartialDate, PartialDateError
from history.dates.terms import QUALIFIERS

from . import date_words as words

FOUNDED = 1951
# With its qualifier at the end, it would mean the middle of the year.
ABOUT_JUNE = re.compile("[0-9]{4}-06")
TOKEN = re.compile(r"[0-9]+|[a-z]+|[^\s.,/()-]")


@dataclass(frozen=True)
class WrittenDate:
    """A parsed date or period: EDTF, and notes for people on how it was understood."""

    edtf: str
    notes: tuple[str, ...] = ()
    language: str = ""  # of words that EDTF cannot express
    typed: str = ""  # the whole cell

    @property
    def words(self) -> str:
        """The typed text if it says more than EDTF, in `language`."""
        return self.typed if self.language else ""

    def joined(self, edtf: str, other: "WrittenDate") -> "WrittenDate":
        return WrittenDate(edtf, self.notes + other.notes, self.language or other.language)


class SingleDateParser:
    """Parser of one date; its methods return None for a text that is not of their kind.

    `complaint` is the error for a text that is ambiguous or incomplete, used if nothing else
    matches. `now` is the EDTF of the date that the cell would replace, if any.
    """

    def __init__(self, typed: str, today: datetime.date, now: str = "") -> None:
        self.typed = typed
        self.today = today
        self.now = now
        self.complaint: ValidationError | None = None

    def complain(self, sentence: str, **values: str) -> None:
        values = {"text": self.typed, **values}
        self.complaint = self.complaint or ValidationError(sentence % values)

    def one(self, text: str) -> WrittenDate | None:
        """Parse one date with its qualifiers: approximate, uncertain."""
        approximate = uncertain = False
        while True:
            if (rest := stripped(words.PERHAPS, words.PERHAPS_AFTER, text)) is not None:
                text, uncertain = rest, True
            elif (rest := stripped(words.ABOUT, words.ABOUT_AFTER, text)) is not None:
                text, approximate = rest, True
            elif (rest := words.without(words.WITHIN, text)) is not None:
                text = rest
            else:
                break
        found = self.plain(text)
        if found and (approximate or uncertain):
            if approximate and found.edtf.endswith("~"):
                # 'About the middle of 1974': the qualifier already means 'the middle'.
                is_spanish = re.search("mediados|mitad", text)
                found = replace(found, language="es" if is_spanish else "en")
            approximate |= found.edtf.endswith("~")
            sign = QUALIFIERS[approximate, uncertain]
            if approximate and ABOUT_JUNE.fullmatch(found.edtf):
                return replace(found, edtf=found.edtf.replace("-", f"-{sign}"))
            return replace(found, edtf=found.edtf.rstrip("~") + sign)
        return found

    def plain(self, text: str) -> WrittenDate | None:
        """Parse one date without qualifiers, the most exact kinds last."""
        if not text or text[0] in "-/" or text[-1] in "-/":
            return None  # an end of a period is missing, or the year is BCE
        for pattern, sign in words.LEFT_OUT:
            if rest := words.without(pattern, text, at_end=True):
                found = self.plain(rest)
                return found and WrittenDate(found.edtf + sign, found.notes)
        return (
            self.part_of(text)
            or self.century(text)
            or self.decade(text)
            or self.season(text)
            or self.day(text)
        )

    def part_of(self, text: str) -> WrittenDate | None:
        match = words.PART_OF.fullmatch(text)
        if not match:
            return None
        rest = match["rest"]
        found = self.of_year(rest, "") if re.fullmatch("[0-9]{2}", rest) else self.plain(rest)
        if not found:
            return None
        if match["part"] in words.MIDDLE and re.fullmatch("[0-9]{4}", found.edtf):
            return WrittenDate(f"{found.edtf}-06~", found.notes)
        language = "en" if words.ENGLISH_PART.match(match["part"]) else "es"
        return WrittenDate(found.edtf, found.notes, language=language)

    def century(self, text: str) -> WrittenDate | None:
        if match := words.YEARS_OF_CENTURY.fullmatch(text):
            return WrittenDate(f"{match['first']}XX")
        text = text.removeprefix("el ").removeprefix("the ")
        match = words.CENTURY.fullmatch(text)
        if not match:
            return None
        number = match["a"] or match["b"]
        number = words.ROMAN.get(number) or (int(number) if number.isdigit() else 0)
        # The twentieth century is 1901 to 2000, which EDTF cannot express: 19XX is the nearest.
        language = "es" if match["a"] else "en"
        return WrittenDate(f"{number - 1}XX", language=language) if 11 <= number <= 30 else None

    def decade(self, text: str) -> WrittenDate | None:
        match = words.DECADE.fullmatch(text)
        if not match:
            return None
        tens = match["tens"]
        if not tens.isdigit():
            number = words.TENS.get(tens) or words.TENS.get(tens + match["s"])
            return WrittenDate(f"19{number}X") if number else None
        if not (match["s"] or re.search(r"\b(?:los|the|anos|deca|decen)", match["mark"])):
            return None
        if len(tens) == 4:
            return WrittenDate(f"{tens[:3]}X")
        if int(tens) < 20:
            self.complain(
                _("‘%(text)s’ may be of any century: write it like ‘%(example)s’."),
                example=PartialDate.parse(f"20{tens[0]}X").wording(),
            )
            return None
        return WrittenDate(f"19{tens[0]}X")

    def season(self, text: str) -> WrittenDate | None:
        match = words.SEASON.fullmatch(text)
        return self.of_year(match["year"], f"-{words.SEASONS[match['season']]}") if match else None

    def day(self, text: str) -> WrittenDate | None:
        """Parse a day, a month or a year in numbers, or with the month's name."""
        tokens = [each for each in TOKEN.findall(text) if each not in words.FILLERS]
        months = [month for each in tokens if (month := words.month_of(each))]
        numbers = [each for each in tokens if each.isdigit()]
        if len(numbers) + len(months) != len(tokens) or len(months) > 1:
            return None
        if months:
            return self.with_named_month(months[0], numbers, is_first=not tokens[0].isdigit())
        return self.in_numbers(numbers)

    def with_named_month(
        self, month: int, numbers: list[str], *, is_first: bool
    ) -> WrittenDate | None:
        match [len(each) for each in numbers]:
            case [4]:
                return WrittenDate(f"{numbers[0]}-{month:02}")
            case [1 | 2] if is_first:
                return self.of_year(numbers[0], f"-{month:02}")
            case [] | [1 | 2] if not re.search("[0-9]{4}", self.typed):
                parts = "".join(f"-{each:0>2}" for each in (str(month), *numbers))
                self.complain(
                    _("‘%(text)s’ does not say the year: write it like ‘%(example)s’."),
                    example=self.sample(parts),
                )
            case [1 | 2, _length]:
                return self.of_year(numbers[1], f"-{month:02}-{numbers[0]:0>2}")
            case [_length, 1 | 2]:
                return self.of_year(numbers[0], f"-{month:02}-{numbers[1]:0>2}")
        return None

    def in_numbers(self, numbers: list[str]) -> WrittenDate | None:
        match [len(each) for each in numbers]:
            case [4]:
                return WrittenDate(numbers[0])
            case [1 | 2, 4] | [4, 1 | 2]:
                month, year = sorted(numbers, key=len)
                return WrittenDate(f"{year}-{month:0>2}") if 1 <= int(month) <= 12 else None
            case [4, 1 | 2, 1 | 2]:
                return self.checked(*numbers)
            case [1 | 2, 1 | 2, 2 | 4]:
                return self.checked(*reversed(numbers))
        return None

    def checked(self, year: str, month: str, day: str) -> WrittenDate | None:
        """Return a day; refuse the order of the United States: month, day, year."""
        found = self.of_year(year, f"-{month:0>2}-{day:0>2}")
        if int(month) > 12 >= int(day) >= 1 and found:
            self.complain(
                _("‘%(text)s’: there is no month %(month)s. Write day/month/year: %(example)s."),
                month=month,
                example=f"{month}/{day}/{found.edtf[:4]}",
            )
            return None
        return found

    def of_year(self, year: str, rest: str) -> WrittenDate | None:
        """Return a date within a year, which may be written in two digits."""
        if len(year) == 4:
            return WrittenDate(year + rest)
        if len(year) != 2:
            return None
        whole = [century + year for century in ("19", "20")]
        found = [each for each in whole if FOUNDED <= int(each) <= self.today.year]
        # Excel shows May 1910 as 'may-10', and writes that into a CSV file.
        found = [each for each in whole if each + rest == self.now] or found
        if len(found) != 1:
            self.complain(
                _(
                    "‘%(text)s’ may be of %(first)s or %(second)s: write the year in four digits,"
                    " like ‘%(example)s’."
                ),
                first=whole[0],
                second=whole[1],
                example=self.sample(rest, whole[0]),
            )
            return None
        note = _("‘%(short)s’ is taken as the year %(year)s.")
        return WrittenDate(found[0] + rest, (note % {"short": year, "year": found[0]},))

    def sample(self, rest: str, year: str = "") -> str:
        """Return a date within a year as the site writes it, as an example in an error message."""
        edtf = f"{year or self.today.year}{rest}"
        try:
            return PartialDate.parse(edtf).wording()
        except PartialDateError:  # no such day
            return PartialDate.parse(edtf[:4]).wording()


def stripped(before: re.Pattern, after: re.Pattern, text: str) -> str | None:
    """Return a text without the qualifier before or after it; None if it has none."""
    rest = words.without(before, text)
    return words.without(after, text, at_end=True) if rest is None else rest
