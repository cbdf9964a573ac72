"""Date to inputs: ``split`` returns the inputs that express a date."""

from ..dates import PartialDate, PartialDateError, Precision, SimpleDate
from .kinds import KIND_OF_PRECISION, MIDDLE, OF_ONE_DATE, OF_TWO_DATES, TICKED, Kind


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
