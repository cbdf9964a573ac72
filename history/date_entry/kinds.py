"""Kinds of date in the form, and the inputs that each of them uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..dates import End, Member, OneOf, PartialDate, Precision

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
