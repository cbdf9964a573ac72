"""Kinds of date in the form, the inputs that each of them uses, and the inputs of a date."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from ..dates import End, Member, OneOf, PartialDate, PartialDateError, Precision, SimpleDate

MIDDLE = "middle"  # the choice among the months for the middle of a year
TICKED = "on"


class Kind(TextChoices):
    """Kinds of date, with labels for staff."""

    UNDATED = "undated", _("No date")
    DAY = "day", _("An exact day")
    MONTH = "month", _("A month")
    SEASON = "season", _("A season of a year")
    MID_YEAR = "mid-year", _("The middle of a year")
    YEAR = "year", _("A year")
    DECADE = "decade", _("A decade")
    BY = "by", _("By a date, at the latest")
    FROM = "from", _("From a date on")
    FROM_END_UNKNOWN = "from-end-unknown", _("From a date, until nobody knows when")
    UNTIL = "until", _("Until a date")
    PERIOD = "period", _("From one date to another")
    BETWEEN = "between", _("Some time between two dates")
    EITHER = "either", _("One of two dates, nobody knows which")
    OR_EARLIER = "or-earlier", _("On a date or before, nobody knows when")
    OR_LATER = "or-later", _("On a date or after, nobody knows when")
    KEPT = "kept", _("As it is now")


KIND_OF_PRECISION = {
    Precision.DAY: Kind.DAY,
    Precision.MONTH: Kind.MONTH,
    Precision.SEASON: Kind.SEASON,
    Precision.YEAR: Kind.YEAR,
    Precision.DECADE: Kind.DECADE,
}
GROUP_LABELS = {
    "start": _("Date, or the first of two"),
    "end": _("Second date"),
}
PART_LABELS = {
    "day": pgettext_lazy("part of a date", "Day"),
    "month": pgettext_lazy("part of a date", "Month"),
    "season": pgettext_lazy("part of a date", "Season"),
    "year": pgettext_lazy("part of a date", "Year"),
    "decade": _("Only the decade is known"),
    "approximate": _("Approximate (“about”)"),
    "uncertain": _("Uncertain (“possibly”)"),
}
DOUBTS = ("approximate", "uncertain")

# The other kinds take a date of any precision, with any of the parts.
PARTS = {
    Kind.UNDATED: (),
    Kind.DAY: ("day", "month", "year", *DOUBTS),
    Kind.MONTH: ("month", "year", *DOUBTS),
    Kind.MID_YEAR: ("year", "uncertain"),
    Kind.SEASON: ("season", "year", *DOUBTS),
    Kind.YEAR: ("year", *DOUBTS),
    Kind.DECADE: ("year", *DOUBTS),
    Kind.KEPT: (),
}
# Redundant with the kind, but not a contradiction.
REDUNDANT = {
    (Kind.MID_YEAR, "month", MIDDLE),
    (Kind.MID_YEAR, "approximate", TICKED),
    (Kind.DECADE, "decade", TICKED),
}
# Kinds that turn one date into an interval or a set.
OF_ONE_DATE = {
    Kind.BY: lambda date: PartialDate(End.UNKNOWN, date),
    Kind.UNTIL: lambda date: PartialDate(End.OPEN, date),
    Kind.FROM: lambda date: PartialDate(date, End.OPEN),
    Kind.FROM_END_UNKNOWN: lambda date: PartialDate(date, End.UNKNOWN),
    Kind.OR_EARLIER: lambda date: _one_of(Member(None, date)),
    Kind.OR_LATER: lambda date: _one_of(Member(date, None)),
}
OF_TWO_DATES = {
    Kind.PERIOD: PartialDate,
    Kind.BETWEEN: lambda first, last: _one_of(Member(first, last)),
    Kind.EITHER: lambda one, other: _one_of(Member(one, one), Member(other, other)),
}


def _one_of(*members: Member) -> PartialDate:
    return PartialDate(OneOf(members))


def parts_of(kind: Kind, group: str) -> tuple[str, ...]:
    """Return the parts of a group, ``start`` or ``end``, that a kind of date uses."""
    if group == "end" and kind not in OF_TWO_DATES:
        return ()
    return PARTS.get(kind, tuple(PART_LABELS))


def split(date: PartialDate) -> dict[str, str]:
    """Return the inputs that express a date.

    A date that the form cannot express (a century, '1985-XX', '?1945', a list of three dates) gets
    the kind ``KEPT`` and stays unchanged.
    """
    if date.is_undated:
        return {"kind": Kind.UNDATED.value}
    known = date.known_ends
    if all(map(_has_words, known)):
        if len(known) == 1 and not date.is_interval and not date.is_one_of:
            return {"kind": _kind_of(known[0]).value, **_single(known[0])}
        kinds = {1: OF_ONE_DATE, 2: OF_TWO_DATES}.get(len(known), {})
        for kind, make in kinds.items():
            if _makes(make, known, date):
                found = {"kind": kind.value}
                for name, each in zip(("start", "end"), known, strict=False):
                    found |= _group(name, each)
                return found
    return {"kind": Kind.KEPT.value, "kept": date.edtf}


def _makes(make, known: tuple[SimpleDate, ...], date: PartialDate) -> bool:
    """Return whether a kind makes this date of its known ends."""
    try:
        return make(*known) == date
    except PartialDateError:  # a period cannot run backwards, a set of two dates can
        return False


def _has_words(date: SimpleDate) -> bool:
    """Return whether the inputs can express this date exactly."""
    if date.precision not in KIND_OF_PRECISION or date.unspecified:
        return False
    told = date.with_doubts(approximate=date.approximate, uncertain=date.uncertain)
    return date.is_mid_year or date == told


def _kind_of(date: SimpleDate) -> Kind:
    return Kind.MID_YEAR if date.is_mid_year else KIND_OF_PRECISION[date.precision]


def _single(date: SimpleDate) -> dict[str, str]:
    """Return the group of a date, without what its kind says: decade or middle of the year."""
    group = _group("start", date)
    group.pop("start_decade", None)
    if date.is_mid_year:
        del group["start_month"]
    return group


def _group(name: str, date: SimpleDate) -> dict[str, str]:
    month = MIDDLE if date.is_mid_year else date.month
    month_or_season = "season" if date.precision is Precision.SEASON else "month"
    numbers = {"day": date.day, month_or_season: month, "year": date.year}
    ticks = {
        "decade": date.precision is Precision.DECADE,
        "approximate": date.approximate and not date.is_mid_year,
        "uncertain": date.uncertain,
    }
    group = {f"{name}_{part}": str(number) for part, number in numbers.items() if number}
    return group | {f"{name}_{part}": TICKED for part, ticked in ticks.items() if ticked}
