"""``PartialDate``: the value type for one date, an interval, a set, or no date."""

import datetime
from dataclasses import dataclass
from functools import total_ordering

from django.utils.translation import gettext_lazy as _

from .choice import OneOf
from .ordering import sort_key
from .simple import SimpleDate
from .terms import End, PartialDateError, Precision
from .wording import describe

# HTML allows a year, a month or a day, without a sign of doubt.
HTML_PRECISIONS = {Precision.YEAR, Precision.MONTH, Precision.DAY}


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date in the terms of EDTF (ISO 8601-2): Levels 0 and 1 without times of day, and of Level 2
    decades as ends of intervals (``198X/199X``), one sign of doubt before a date or its month
    (``?1945``, ``1974-~06``) and one of a set (``[1667,1668]``). Years are 1000 to 2999.

    ``end`` is ``None`` unless this is an interval. ``PartialDate()`` is undated. 'In 1973'
    (``1973``) and 'by 1973' (``/1973``: it had begun by then, at an unknown time) are different
    values; the wording of a source is stored separately, by the model that has the date.

    Values are immutable, hashable, equal when their EDTF is equal, and ordered (see ``ordering``).
    Raises ``PartialDateError``, a ``ValueError``, for an impossible date.
    """

    start: SimpleDate | OneOf | End = End.UNKNOWN
    end: SimpleDate | End | None = None

    def __post_init__(self):
        if self.end is None:
            if self.start is End.OPEN:
                raise PartialDateError(_("An interval needs a date at one end at least."), "ends")
            return
        if not self.known_ends:
            raise PartialDateError(_("An interval needs a date at one end at least."), "ends")
        if len(self.known_ends) == 2 and self.start.earliest > self.end.latest:
            raise PartialDateError(_("The end comes before the beginning."), "order")

    @classmethod
    def parse(cls, edtf: str) -> "PartialDate":
        """Parse EDTF; the empty text is 'undated'. ``parse(text).edtf`` always equals ``text``."""
        if edtf.startswith("["):
            return cls(OneOf.parse(edtf))
        start, slash, end = edtf.partition("/")
        if slash:
            return cls(_parse_end(start), _parse_end(end))
        return cls(SimpleDate.parse(start)) if start else cls()

    def __str__(self) -> str:
        return self.wording()

    def __lt__(self, other) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.sort_key < other.sort_key

    @property
    def edtf(self) -> str:
        """The date in EDTF, for columns and exports; empty when undated."""
        start = _edtf_of_end(self.start)
        return start if self.end is None else f"{start}/{_edtf_of_end(self.end)}"

    @property
    def is_undated(self) -> bool:
        """Whether there is no date at all."""
        return not self.known_ends

    @property
    def is_interval(self) -> bool:
        """Whether this has two ends, one of which may be open or unknown."""
        return self.end is not None

    @property
    def is_one_of(self) -> bool:
        """Whether this is one of several dates (a set)."""
        return isinstance(self.start, OneOf)

    @property
    def known_ends(self) -> tuple[SimpleDate, ...]:
        """The dates in it: none, one or two; all dates of a set."""
        if self.is_one_of:
            return self.start.dates
        return tuple(end for end in (self.start, self.end) if isinstance(end, SimpleDate))

    @property
    def precision(self) -> Precision | None:
        """The precision, the coarsest one of several dates; ``None`` when undated."""
        precisions = [end.precision for end in self.known_ends]
        return min(precisions, key=lambda precision: precision.rank, default=None)

    @property
    def approximate(self) -> bool:
        """Whether a date in it is 'about'."""
        return any(end.approximate for end in self.known_ends)

    @property
    def uncertain(self) -> bool:
        """Whether a date in it is 'possibly'."""
        return any(end.uncertain for end in self.known_ends)

    @property
    def earliest(self) -> datetime.date | None:
        """The first day of the date; ``None`` if that is open or unknown.

        For charts and filters. Exports use ``sure_earliest``.
        """
        return None if isinstance(self.start, End) else self.start.earliest

    @property
    def latest(self) -> datetime.date | None:
        """The last day of the date; ``None`` if that is open or unknown."""
        end = self._last_end
        return None if isinstance(end, End) else end.latest

    @property
    def sure_earliest(self) -> datetime.date | None:
        """The first possible day; ``None`` if a doubt leaves none, as in 'about 1974'."""
        return None if _is_doubted(self.start) else self.earliest

    @property
    def sure_latest(self) -> datetime.date | None:
        """The last possible day; ``None`` if a doubt leaves none."""
        return None if _is_doubted(self._last_end) else self.latest

    @property
    def sort_key(self) -> str:
        """A text that sorts alike in Python and in PostgreSQL; see ``ordering``."""
        return sort_key(self)

    @property
    def html_datetime(self) -> str | None:
        """The value for ``<time datetime>``, or ``None`` if HTML does not allow one."""
        is_one = isinstance(self.start, SimpleDate) and not self.is_interval
        exact = is_one and not (self.approximate or self.uncertain)
        if exact and self.precision in HTML_PRECISIONS and not self.start.unspecified:
            return self.edtf
        return None

    def wording(self, language: str | None = None, at_the_latest: bool = False) -> str:
        """Return the date in plain words of a language (the active one by default), in lower case.

        A language without a translation of these phrases falls back like the whole site.
        """
        return describe(self, language, at_the_latest)

    @property
    def _last_end(self) -> SimpleDate | OneOf | End:
        return self.start if self.end is None else self.end


def _is_doubted(end: SimpleDate | OneOf | End) -> bool:
    if isinstance(end, End):
        return False
    dates = end.dates if isinstance(end, OneOf) else (end,)
    return any(date.approximate or date.uncertain for date in dates)


def _parse_end(text: str) -> SimpleDate | End:
    try:
        return End(text)
    except ValueError:
        return SimpleDate.parse(text)


def _edtf_of_end(end: SimpleDate | OneOf | End) -> str:
    return end.value if isinstance(end, End) else end.edtf
