"""Parser of dates as people write them in spreadsheets; the result is EDTF.

EDTF is taken as it is. Otherwise Spanish and English words and the numbers of spreadsheets are
parsed, with these decisions:

- Numbers are day, month, year, as Ecuador writes them, or year, month, day if the year comes first.
  `12/16/1965` is refused with the right order, since `5/3/1965` of the same sheet would be misread
  without a warning.
- A year of two digits after a month or a day is the one of 19… and 20… between the founding of the
  organization (1951) and this year: `dic-65`, `sep-16`. If both or neither are, it is refused with
  an example in four digits. Two digits alone are refused.
- `años 20` to `años 90` are those of the 20th century, as the site itself writes them.
- A number of five digits is an Excel serial date (24092 is 16 December 1965); one of four digits is
  always a year.
- `antes de 1973` is 1972 or before; `3 y 4 de mayo de 1975` is a period of two days.
- `2021-22` is a summer in EDTF: a note gives the period that may have been meant.
- `entre 1965 y 1973` is a moment between them, as the site writes it; `1965-1973` a period.
- A time of day is left out, with a note.
- EDTF cannot express 'the beginning of 1974', only 1974. The words are not lost: they become the
  date as the source writes it, if the row has none (`WrittenDate.words`).
"""

import datetime
import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from history.dates import PartialDate, PartialDateError, Precision

from ..cells import folded
from . import date_words as words
from .single_dates import SingleDateParser, WrittenDate

LONGEST = 100
TIME_LEFT_OUT = gettext_lazy("The time of day is left out.")
EXAMPLES = gettext_lazy(
    "Write it like one of these: 16/12/1965, September 2016, mid-1974, the 1980s, 1965-1973."
)
ONE_DAY = datetime.timedelta(days=1)
BEFORE_EXCEL = datetime.date(1899, 12, 30)
FULL_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(-[0-9]{2})?")


def parse_date(typed: str, today: datetime.date, now: str = "") -> WrittenDate:
    """Parse the date in a cell, or raise ValidationError with valid examples.

    `now` is the EDTF of the date that would be replaced.
    """
    typed = " ".join(typed.split())
    if len(typed) > LONGEST:
        raise refused(typed)
    mistake = None
    in_brackets = [typed.replace(" ", "")] if typed.startswith("[") else []
    for text in dict.fromkeys([typed, typed.upper(), *in_brackets]):
        try:
            edtf = PartialDate.parse(text).edtf
            return WrittenDate(edtf, perhaps_a_period(text), typed=typed)
        except PartialDateError as error:
            mistake = mistake or (error if error.code != "syntax" else None)
    parser = DateParser(typed, today, now)
    found = parser.parse()
    if found is None:
        raise parser.complaint or refused(typed, mistake)
    try:
        edtf = PartialDate.parse(found.edtf).edtf
    except PartialDateError as error:
        raise refused(typed, error) from error
    return replace(found, edtf=edtf, notes=tuple(dict.fromkeys(found.notes)), typed=typed)


def perhaps_a_period(edtf: str) -> tuple[str, ...]:
    """Return a note on EDTF of a season that may have been meant as two years: '2021-22'."""
    period, date = in_four_digits(edtf), PartialDate.parse(edtf)
    if not period or date.precision is not Precision.SEASON:
        return ()
    note = _("‘%(text)s’ is taken as %(date)s. For a period, write ‘%(example)s’.")
    return (note % {"text": edtf, "date": date, "example": period},)


def in_four_digits(text: str) -> str:
    """Return '2021-2022' for '2021-22'; '' for other texts."""
    years = words.SHORT_PERIOD.fullmatch(text)
    if not years or years["last"] <= years["first"]:
        return ""
    return "{century}{first}-{century}{last}".format(**years.groupdict())


def refused(typed: str, error: PartialDateError | None = None) -> ValidationError:
    sentence: object = error
    if error is None or error.code == "syntax":
        sentence = _("‘%s’ cannot be read as a date.") % (typed[:40] + "…" * (len(typed) > 40))
    return ValidationError(f"{sentence} {EXAMPLES}")


class DateParser(SingleDateParser):
    """Parser of whole cells: dates, periods, one of several dates; None if nothing matches."""

    def parse(self) -> WrittenDate | None:
        text = folded(self.typed).translate(words.DASHES).strip(" .,;:")
        if not text or text in words.UNDATED:
            return WrittenDate("", (_("Taken as undated."),))
        if number := words.WHOLE_NUMBER.fullmatch(text):
            return WrittenDate(number[1])
        if serial := words.EXCEL_SERIAL.fullmatch(text):
            day = BEFORE_EXCEL + datetime.timedelta(days=int(serial[1]))
            notes = [_("Taken as a day that Excel writes as a number.")]
            notes += [str(TIME_LEFT_OUT)] if int(serial[2] or 0) else []
            return WrittenDate(day.isoformat(), tuple(notes))
        if digits := words.EIGHT_DIGITS.fullmatch(text):
            return WrittenDate("-".join(digits.groups()))
        text = words.WEEKDAY.sub("", words.FIRST.sub("1", words.ORDINAL.sub(r"\1", text)))
        timeless = words.without(words.TIME, text, at_end=True)
        found = self.one(text) or self.open(text) or self.one_of(text) or self.period(text)
        if period := in_four_digits(text):
            self.complain(_("‘%(text)s’: write a period like ‘%(example)s’."), example=period)
        if timeless and not found and (dated := self.one(timeless)):
            return replace(dated, notes=(*dated.notes, str(TIME_LEFT_OUT)))
        return found

    def open(self, text: str) -> WrittenDate | None:
        """Parse a period with an open or unknown end."""
        end = "/.."
        if (rest := words.without(words.END_UNKNOWN, text, at_end=True)) is not None:
            text, end = rest, "/"
        if onwards := words.without(words.ONWARDS, text, at_end=True):
            onwards = words.without(words.BEGINNING, onwards) or onwards
            return framed("", self.one(onwards), "/..")
        if rest := words.without(words.FROM, text):
            return framed("", self.one(rest), end)
        if rest := words.without(words.UNTIL, text):
            return framed("../", self.one(rest), "")
        rest = words.without(words.BY, text) or words.without(words.BY_AFTER, text, at_end=True)
        return framed("/", self.one(rest), "") if rest else None

    def one_of(self, text: str) -> WrittenDate | None:
        """Parse one of several dates: '1974 o 1975', 'entre 1965 y 1973'."""
        if rest := words.without(words.BEFORE, text):
            return framed("[..", self.next_to(rest, before=True), "]")
        if rest := words.without(words.AFTER, text):
            return framed("[", self.next_to(rest, before=False), "..]")
        if rest := words.without(words.OR_EARLIER, text, at_end=True):
            return framed("[..", self.one(rest), "]")
        if rest := words.without(words.OR_LATER, text, at_end=True):
            return framed("[", self.one(rest), "..]")
        if rest := words.without(words.BETWEEN, text):
            ends = words.AND.split(rest)
            return self.set_of(ends, "..") if len(ends) == 2 else None
        texts = words.OR.split(text)
        return self.set_of(texts, ",") if len(texts) > 1 else None

    def next_to(self, text: str, *, before: bool) -> WrittenDate | None:
        """Parse the last date before another one, or the first after it, equally exact."""
        found = self.one(text)
        if not found or not re.fullmatch("[0-9X-]+", found.edtf):
            return None
        try:
            date = PartialDate.parse(found.edtf)
        except PartialDateError:  # reported for the whole cell
            return found
        if date.precision is Precision.SEASON:
            return None
        day = date.earliest - ONE_DAY if before else date.latest + ONE_DAY
        length = {Precision.DAY: 10, Precision.MONTH: 7}.get(date.precision, 4)
        return replace(found, edtf=day.isoformat()[:length])

    def set_of(self, texts: list[str], between: str) -> WrittenDate | None:
        dates = [self.one(each) for each in texts]
        last = dates[-1]
        dates = [
            date or (last and self.completed(t, last)) for t, date in zip(texts, dates, strict=True)
        ]
        if not all(dates):
            return None
        whole, *others = dates
        for date in others:
            whole = whole.joined(f"{whole.edtf}{between}{date.edtf}", date)
        return framed("[", whole, "]")

    def period(self, text: str) -> WrittenDate | None:
        """Parse a period between two dates; the first may omit a month or year of the second."""
        is_between = text.startswith(("entre ", "between "))
        text = words.without(words.BEGINNING, text) or text
        for between in words.TO.finditer(text):
            first, second = text[: between.start()].strip(), text[between.end() :].strip()
            if words.PRESENT.fullmatch(second):
                return framed("", self.one(first), "/..")
            if second == "?":
                return framed("", self.one(first), "/")
            start = self.one(first)
            # 'Años 80 y 90', 'años 60-70'.
            is_joint = is_and(between) or re.fullmatch("[2-9]0", second)
            is_decade = is_joint and start and start.edtf.endswith("X")
            end = (is_decade and self.decade(f"decada {second}")) or self.one(second)
            start = start or (end and self.completed(first, end))
            if not (start and end) or "/" in start.edtf + end.edtf:
                continue
            # 'Verano 1974-75' is none of these.
            is_season = re.fullmatch("[0-9]{4}-2[1-4]", start.edtf)
            if is_season and between[0].strip() in {"-", "/"} and second.isdigit():
                continue
            # '1965 y 1973' are two years; 'años 80 y 90' is a period, as are two days in a row.
            goes_on = start.edtf.endswith("X") or follow(start, end)
            if is_between or not is_and(between) or goes_on:
                return start.joined(f"{start.edtf}/{end.edtf}", end)
        return None

    def completed(self, text: str, end: WrittenDate) -> WrittenDate | None:
        """Parse 'del 3' of 'del 3 al 5 de mayo de 1975', 'enero' of 'enero a marzo de 1965'."""
        if not (known := FULL_DATE.fullmatch(end.edtf)):
            return None
        if re.fullmatch(r"[0-9]{1,2}", text):
            return WrittenDate(f"{known[1]}-{known[2]}-{text:0>2}") if known[3] else None
        return self.one(f"{text} {known[1]}") if re.search("[a-z]{3}", text) else None


def is_and(between: re.Match) -> bool:
    return between[0].strip() in {"y", "and"}


def follow(first: WrittenDate, second: WrittenDate) -> bool:
    """Return whether one day or month directly precedes another: '3 y 4 de mayo de 1975'."""
    if not (FULL_DATE.fullmatch(first.edtf) and FULL_DATE.fullmatch(second.edtf)):
        return False
    try:
        dates = [PartialDate.parse(each.edtf) for each in (first, second)]
    except PartialDateError:
        return False
    return dates[0].latest + ONE_DAY == dates[1].earliest


def framed(before: str, found: WrittenDate | None, after: str) -> WrittenDate | None:
    return found and replace(found, edtf=before + found.edtf + after)
