"""One of several dates: the sets in square brackets of EDTF, Level 2."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .simple import SimpleDate, syntax_error
from .terms import PartialDateError

RANGE = ".."
MAX_SET_LENGTH = 100  # characters of a set; the max_length of the columns


@dataclass(frozen=True, slots=True)
class Member:
    """A date of a set, or a range of dates; an end that is ``None`` is open.

    ``last`` equals ``first`` for a single date.
    """

    first: SimpleDate | None
    last: SimpleDate | None

    def __post_init__(self):
        if self.first and self.last and self.first.earliest > self.last.latest:
            raise PartialDateError(_("The end comes before the beginning."), "order")

    @classmethod
    def parse(cls, text: str) -> "Member":
        first, is_range, last = text.partition(RANGE)
        if not is_range:
            date = SimpleDate.parse(first)
            return cls(date, date)
        if first == last:
            raise same_twice() if first else syntax_error(f"[{text}]")
        ends = (SimpleDate.parse(end) if end else None for end in (first, last))
        return cls(*ends)

    @property
    def is_range(self) -> bool:
        return self.first != self.last

    @property
    def edtf(self) -> str:
        first, last = (end.edtf if end else "" for end in (self.first, self.last))
        return f"{first}{RANGE}{last}" if self.is_range else first


@dataclass(frozen=True, slots=True)
class OneOf:
    """A moment that is one of several dates: ``[1667,1668]``, ``[1667..1672]``, ``[..1984]``.

    'In 1984 or before' (``[..1984]``) is an unknown moment; 'until 1984' (``../1984``) lasted all
    the time. The first member may have no beginning, or the last one no end; not both, which would
    allow any date at all. Raises ``PartialDateError`` for an impossible set.
    """

    members: tuple[Member, ...]

    def __post_init__(self):
        firsts_known = all(member.first for member in self.members[1:])
        lasts_known = all(member.last for member in self.members[:-1])
        if not (self.members and firsts_known and lasts_known):
            raise syntax_error(self.edtf)
        if self.earliest is None and self.latest is None:
            raise PartialDateError(_("A list of dates can be open at one end only."), "ends")
        is_choice = len(self.members) > 1 or self.members[0].is_range
        if not is_choice or len(set(self.members)) < len(self.members):
            raise same_twice()
        if len(self.edtf) > MAX_SET_LENGTH:
            raise too_long()

    @classmethod
    def parse(cls, text: str) -> "OneOf":
        """Read a set, such as ``[1667,1668]``."""
        if len(text) > MAX_SET_LENGTH:
            raise too_long()
        members = text[1:-1].split(",")
        if not (text.endswith("]") and all(members)):
            raise syntax_error(text)
        return cls(tuple(Member.parse(each) for each in members))

    @property
    def edtf(self) -> str:
        return f"[{','.join(member.edtf for member in self.members)}]"

    @property
    def dates(self) -> tuple[SimpleDate, ...]:
        """All dates that the set names."""
        ends = [dict.fromkeys([member.first, member.last]) for member in self.members]
        return tuple(end for member in ends for end in member if end)

    @property
    def earliest(self) -> datetime.date | None:
        """The first possible day; ``None`` if the set is open there."""
        if self.members[0].first is None:
            return None
        return min(date.earliest for date in self.dates)

    @property
    def latest(self) -> datetime.date | None:
        """The last possible day; ``None`` if the set is open there."""
        if self.members[-1].last is None:
            return None
        return max(date.latest for date in self.dates)


def same_twice() -> PartialDateError:
    return PartialDateError(_("One of several dates needs dates that differ."), "twice")


def too_long() -> PartialDateError:
    return PartialDateError(
        _("A list of dates may have %(most)s characters at most."), "long", most=MAX_SET_LENGTH
    )
