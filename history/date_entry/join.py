"""Inputs to date: ``join`` returns the date, or raises all errors in the inputs.

Each error is a ``ValidationError`` whose ``params["input"]`` names its input, so that a widget can
mark it.
"""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDate, PartialDateError, Precision, SimpleDate
from ..dates.phrases import SEASON_NAMES
from ..dates.simple import MIDDLE_MONTH
from .kinds import (
    GROUP_LABELS,
    KIND_OF_PRECISION,
    MIDDLE,
    OF_ONE_DATE,
    OF_TWO_DATES,
    PART_LABELS,
    PARTS,
    REDUNDANT,
    Kind,
    parts_of,
)

MISSING = {
    "day": _("Write the day."),
    "month": _("Choose the month."),
    "season": _("Choose the season."),
    "year": _("Write the year, with four digits."),
}
NOT_A_NUMBER = {
    "day": _("“%(value)s” is not a day: write a number from 1 to 31."),
    "month": _("Choose a month from the list."),
    "season": _("Choose a season from the list."),
    "year": _(
        "“%(value)s” is not a year: write four digits, such as 1974. A doubt has its own tick."
    ),
}
SEASONS = {str(number) for number in SEASON_NAMES}
PRECISION_OF_KIND = {kind: precision for precision, kind in KIND_OF_PRECISION.items()}
PRECISION_OF_KIND[Kind.MID_YEAR] = Precision.MONTH


def join(inputs: dict[str, str]) -> PartialDate:
    """Return the date in the inputs; raise ``ValidationError`` with all errors."""
    try:
        kind = Kind(inputs.get("kind") or Kind.UNDATED)
    except ValueError:
        message = _("Choose a kind of date from the list.")
        raise ValidationError(message, code="kind", params={"input": "kind"}) from None

    groups = {group: _Group(group, kind, inputs) for group in GROUP_LABELS}
    errors = [error for group in groups.values() for error in group.errors()]
    if errors:
        raise ValidationError(errors)
    try:
        return _make(kind, groups, inputs.get("kept") or "")
    except PartialDateError as error:
        invalid = "kind" if kind is Kind.KEPT else "end_year"
        params = {"input": invalid, **error.params}
        raise ValidationError(error.message, code=error.code, params=params) from error


def _make(kind: Kind, groups: "dict[str, _Group]", kept: str) -> PartialDate:
    if kind is Kind.UNDATED:
        return PartialDate()
    if kind is Kind.KEPT:
        return PartialDate.parse(kept)
    if kind in OF_TWO_DATES:
        return OF_TWO_DATES[kind](groups["start"].date(), groups["end"].date())
    return OF_ONE_DATE.get(kind, PartialDate)(groups["start"].date())


class _Group:
    """The inputs for one date: their texts, errors and date."""

    def __init__(self, name: str, kind: Kind, inputs: dict[str, str]):
        self.name = name
        self.form_kind = kind
        self.texts = {part: (inputs.get(f"{name}_{part}") or "").strip() for part in PART_LABELS}
        self.used = bool(parts_of(kind, name))
        self.kind = kind if not self.used or kind in PARTS else self._kind_of_inputs()

    def date(self) -> SimpleDate:
        """Return the date; call it only when there are no errors."""
        precision = PRECISION_OF_KIND[self.kind]
        middle = self.kind is Kind.MID_YEAR
        year = int(self.texts["year"])
        if precision is Precision.DECADE:
            year -= year % 10
        month = MIDDLE_MONTH if middle else int(self.texts["month"] or self.texts["season"] or 0)
        date = SimpleDate(
            precision=precision,
            year=year,
            month=month or None,
            day=int(self.texts["day"]) if precision is Precision.DAY else None,
        )
        uncertain = bool(self.texts["uncertain"])
        if middle:
            return replace(date, approximate=True, uncertain=uncertain)
        return date.with_doubts(approximate=bool(self.texts["approximate"]), uncertain=uncertain)

    def errors(self) -> list[ValidationError]:
        """Return the errors in the inputs for this kind of date."""
        found = [*self._contradictions()]
        if self.used:
            found += self._unreadable()
        if self.used and not found:
            try:
                self.date()
            except PartialDateError as error:
                found.append(self._error(error.code, error.message, **error.params))
        return found

    def _kind_of_inputs(self) -> Kind:
        if self.texts["decade"]:
            return Kind.DECADE
        if self.texts["month"] == MIDDLE:
            return Kind.MID_YEAR
        if self.texts["season"]:
            return Kind.SEASON
        if self.texts["day"]:
            return Kind.DAY
        return Kind.MONTH if self.texts["month"] else Kind.YEAR

    def _contradictions(self):
        wanted = PARTS[self.kind] if self.used else ()
        for part, text in self.texts.items():
            if text and part not in wanted and (self.kind, part, text) not in REDUNDANT:
                yield self._error(
                    part,
                    _(
                        "“%(kind)s” has no use for “%(part)s”: "
                        "leave that empty, or choose another kind of date."
                    ),
                    kind=self.kind.label,
                    part=PART_LABELS[part],
                )

    def _unreadable(self):
        for part in ("day", "month", "season", "year"):
            text = self.texts[part]
            if part not in PARTS[self.kind]:
                continue
            if not text:
                yield self._error(part, MISSING[part])
            elif part == "month" and text == MIDDLE:
                yield self._error(part, _("Choose one of the twelve months."))
            elif part == "season" and text not in SEASONS:
                yield self._error(part, NOT_A_NUMBER[part])
            elif not (text.isascii() and text.isdigit() and len(text) <= 4):
                yield self._error(part, NOT_A_NUMBER[part], value=text[:20])

    def _error(self, part: str, message, /, **params) -> ValidationError:
        """Return an error, which names its group if there are two."""
        params["input"] = f"{self.name}_{part}"
        if self.form_kind in OF_TWO_DATES or self.name == "end":
            params |= {"group": GROUP_LABELS[self.name], "mistake": str(message) % params}
            message = _("%(group)s: %(mistake)s")
        return ValidationError(message, code=part, params=params)
