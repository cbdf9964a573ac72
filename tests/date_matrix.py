"""All combinations of units, qualifiers, forms, flags and words of dates, with expected results.

Expected results are derived from the texts alone, not by `history.dates`, so that they can differ.
"""

import re
from dataclasses import dataclass
from itertools import product

# Each unit of a date, and the decade under which it stands; None for one that fits into none.
UNITS = {
    "1974-05-16": 1970,
    "1974-06": 1970,
    "1974-07": 1970,
    "1974-07-XX": 1970,
    "1974-21": 1970,
    "1974": 1970,
    "1974-XX": 1970,
    "1974-XX-XX": 1970,
    "197X": 1970,
    "19XX": None,
}
SIGNS = "~?%"
LATER = "1999"
FORMS = [
    *("{}", "{}/..", "{}/", "../{}", "/{}", "[..{}]", "[{}..]"),
    *(f"{{}}/{LATER}", f"[{{}},{LATER}]", f"[{{}}..{LATER}]"),
]
WORDS = "cuando la fuente dice"


@dataclass(frozen=True)
class Case:
    """A date with its flag and its words, as an event has them."""

    unit: str
    date: str
    form: str
    at_the_latest: bool
    words: str

    @property
    def edtf(self) -> str:
        return self.form.format(self.date)

    @property
    def fields(self) -> dict:
        return {
            "date": self.edtf,
            "at_the_latest": self.at_the_latest,
            "date_as_written_es": self.words,
        }

    @property
    def linked_edtf(self) -> str | None:
        """What JSON-LD says, where nothing beside the date tells that it is a latest one."""
        if not self.says_latest:
            return self.edtf
        return None if set("/[") & set(self.edtf) else f"[..{self.edtf}]"

    @property
    def says_latest(self) -> bool:
        """Whether its plain words have to say that it is a latest date."""
        return self.at_the_latest and not self.edtf.startswith(("/", "[.."))

    @property
    def decade(self) -> int | None:
        is_of_several = self.form.startswith("[") and LATER in self.form
        return None if is_of_several else UNITS[self.unit]

    @property
    def datetime(self) -> str | None:
        """What `<time>` may state of it."""
        is_exact = re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", self.edtf)
        return self.edtf if is_exact and not self.at_the_latest else None

    @property
    def has_earliest(self) -> bool:
        """Whether anybody can be sure of a first day."""
        is_open = self.edtf.startswith(("/", "../", "[.."))
        return not (is_open or self.at_the_latest or self._has_sign)

    @property
    def has_latest(self) -> bool:
        is_open = self.edtf.endswith(("/", "/..", "..]"))
        is_other_end = self.form == f"{{}}/{LATER}"
        return is_other_end or not (is_open or self._has_sign)

    @property
    def _has_sign(self) -> bool:
        return bool(set(self.date) & set(SIGNS))


def dates_of(unit: str) -> list[str]:
    """Return a unit with every doubt, written at every place that EDTF has for it."""
    found = [unit]
    for sign in SIGNS:
        found += [f"{unit}{sign}", f"{sign}{unit}"]
        if re.fullmatch(r"\d{4}-(0\d|1[0-2])", unit):
            found.append(f"{unit[:5]}{sign}{unit[5:]}")
    return found


CASES = [
    Case(unit, date, form, at_the_latest, words)
    for unit in UNITS
    for date, form, at_the_latest, words in product(
        dates_of(unit), FORMS, (False, True), ("", WORDS)
    )
]
