"""The kinds of date that staff choose from, and what each asks them to fill in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from history.dates import End, PartialDate

MIDDLE = "middle"  # the choice among the months for the middle of a year
TICKED = "on"


class Kind(TextChoices):
    """What a date can be, in people's words."""

    UNDATED = "undated", _("No date")
    DAY = "day", _("An exact day")
    MONTH = "month", _("A month")
    MID_YEAR = "mid-year", _("The middle of a year")
    YEAR = "year", _("A year")
    DECADE = "decade", _("A decade")
    BY = "by", _("By a date, at the latest")
    FROM = "from", _("From a date on")
    FROM_END_UNKNOWN = "from-end-unknown", _("From a date, until nobody knows when")
    UNTIL = "until", _("Until a date")
    PERIOD = "period", _("From one date to another")
    KEPT = "kept", _("As it is now")


GROUP_LABELS = {
    "start": _("Date, or beginning of the period"),
    "end": _("End of the period"),
}
PART_LABELS = {
    "day": pgettext_lazy("part of a date", "Day"),
    "month": pgettext_lazy("part of a date", "Month"),
    "year": pgettext_lazy("part of a date", "Year"),
    "decade": _("Only the decade is known"),
    "approximate": _("Approximate (“about”)"),
    "uncertain": _("Uncertain (“possibly”)"),
}
DOUBTS = ("approximate", "uncertain")

# Kinds that are not here ask for a date of any precision, so for any of the parts.
PARTS = {
    Kind.UNDATED: (),
    Kind.DAY: ("day", "month", "year", *DOUBTS),
    Kind.MONTH: ("month", "year", *DOUBTS),
    Kind.MID_YEAR: ("year", "uncertain"),
    Kind.YEAR: ("year", *DOUBTS),
    Kind.DECADE: ("year", *DOUBTS),
    Kind.KEPT: (),
}
# Filled in although the kind has said it: that is no contradiction.
SAID_TWICE = {
    (Kind.MID_YEAR, "month", MIDDLE),
    (Kind.MID_YEAR, "approximate", TICKED),
    (Kind.DECADE, "decade", TICKED),
}
# The kinds that make an interval of one date.
INTERVALS = {
    Kind.BY: lambda date: PartialDate(End.UNKNOWN, date),
    Kind.UNTIL: lambda date: PartialDate(End.OPEN, date),
    Kind.FROM: lambda date: PartialDate(date, End.OPEN),
    Kind.FROM_END_UNKNOWN: lambda date: PartialDate(date, End.UNKNOWN),
}


def parts_of(kind: Kind, group: str) -> tuple[str, ...]:
    """The parts of a group, ``start`` or ``end``, that a kind of date makes use of."""
    if group == "end" and kind is not Kind.PERIOD:
        return ()
    return PARTS.get(kind, tuple(PART_LABELS))
