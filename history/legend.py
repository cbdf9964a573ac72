"""How to read the marks: one entry for each that is in use, drawn as it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .axis import Axis, Dated, Mark
from .dates import PartialDate
from .dates.terms import QUALIFIERS
from .marks import Kind, parts_of
from .years import box_of, single_year

AXIS = Axis(2000, 2003)  # of the samples

# By the form of a mark: the date that shows it, and what it means.
FORMS = {
    "day": ("2001-07-01{}", _("A day")),
    "month": ("2001-07{}", _("A month")),
    "season": ("2001-21{}", _("A season of a year")),
    "year": ("2001{}", _("A year")),
    "span": ("2000-06/2002-06{}", _("Decades, or a period")),
    "by": ("/2001{}", _("At the latest (beginning unknown)")),
    "until": ("../2001{}", _("Until then")),
    "from": ("2001{}/..", _("From then on (end unknown)")),
    "began": ("2001{}/", _("It began then (end unknown)")),
    "both": ("", _("Beginning and end unknown")),
    "one-of": ("[2000{},2002]", _("One of several dates: which is not known")),
}


@dataclass(frozen=True)
class Entry:
    """A mark or a box and what it means; neither is there for what has no date."""

    mark: Mark | None
    meaning: object
    about: bool = False
    uncertain: bool = False
    box: str = ""  # its classes


@dataclass(frozen=True)
class Sample:
    date: PartialDate
    at_the_latest: bool


def legend_of(pages: Iterable[Dated], as_boxes: bool = False) -> list[Entry]:
    """Return an entry for each mark that the pages have; of a single year, for each box."""
    pages = list(pages)
    used = {
        (form_of(page), page.date.approximate, page.date.uncertain)
        for page in pages
        if not page.date.is_undated
    }
    order = list(FORMS)
    by_form = sorted(used, key=lambda each: (order.index(each[0]), each[1:]))
    entries = [entry_of(*each, as_boxes=as_boxes) for each in by_form]
    undated = [Entry(None, _("The text gives no date"))]
    return entries + undated * any(page.date.is_undated for page in pages)


def form_of(page: Dated) -> str:
    """Return the key in `FORMS` of a dated page."""
    parts = parts_of(page.date, page.at_the_latest, timezone.localdate())
    kinds = {part.kind for part in parts}
    if Kind.FADE_IN in kinds:
        if Kind.FADE_OUT in kinds:
            return "both"
        return "until" if Kind.DOTS in kinds and page.date.is_interval else "by"
    if page.date.is_one_of and kinds != {Kind.CAP, Kind.FADE_OUT}:
        return "one-of"
    if Kind.FADE_OUT in kinds:
        return "from" if Kind.DOTS in kinds else "began"
    return parts[0].kind.value


def entry_of(form: str, about: bool, uncertain: bool, as_boxes: bool) -> Entry:
    edtf, meaning = FORMS[form]
    date = PartialDate.parse((edtf or "2001{}/").format(QUALIFIERS[about, uncertain]))
    sample = Sample(date, at_the_latest=form == "both")
    is_box = as_boxes and single_year(sample) is not None
    return Entry(AXIS.mark(sample), meaning, about, uncertain, box_of(sample) if is_box else "")
