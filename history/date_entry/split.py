"""From a date to what is filled in."""

from history.dates import PartialDate, Precision, SimpleDate

from .kinds import INTERVALS, MIDDLE, TICKED, Kind

KIND_OF_PRECISION = {
    Precision.DAY: Kind.DAY,
    Precision.MONTH: Kind.MONTH,
    Precision.YEAR: Kind.YEAR,
    Precision.DECADE: Kind.DECADE,
}


def split(date: PartialDate) -> dict[str, str]:
    """What people would have filled in to say ``date``.

    What the form has no words for (a season, a century, '1985-XX') is kept as it is.
    """
    if date.is_undated:
        return {"kind": Kind.UNDATED.value}
    if any(end.precision not in KIND_OF_PRECISION or end.unspecified for end in date.known_ends):
        return {"kind": Kind.KEPT.value, "kept": date.edtf}
    if not date.is_interval:
        return {"kind": _kind_of(date.start).value, **_single(date.start)}
    if len(date.known_ends) == 2:
        ends = _group("start", date.start) | _group("end", date.end)
        return {"kind": Kind.PERIOD.value, **ends}
    (known,) = date.known_ends
    kind = next(kind for kind, interval_of in INTERVALS.items() if interval_of(known) == date)
    return {"kind": kind.value, **_group("start", known)}


def _kind_of(date: SimpleDate) -> Kind:
    return Kind.MID_YEAR if date.is_mid_year else KIND_OF_PRECISION[date.precision]


def _single(date: SimpleDate) -> dict[str, str]:
    """The group of a date whose kind tells of the decade or the middle of the year already."""
    group = _group("start", date)
    group.pop("start_decade", None)
    if date.is_mid_year:
        del group["start_month"]
    return group


def _group(name: str, date: SimpleDate) -> dict[str, str]:
    month = MIDDLE if date.is_mid_year else date.month
    numbers = {"day": date.day, "month": month, "year": date.year}
    ticks = {
        "decade": date.precision is Precision.DECADE,
        "approximate": date.approximate and not date.is_mid_year,
        "uncertain": date.uncertain,
    }
    group = {f"{name}_{part}": str(number) for part, number in numbers.items() if number}
    return group | {f"{name}_{part}": TICKED for part, ticked in ticks.items() if ticked}
