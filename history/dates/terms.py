"""Elements of dates: precisions, signs of doubt, open ends, and the range of years."""

from enum import Enum, StrEnum

from django.utils.translation import gettext_lazy as _


class PartialDateError(ValueError):
    """An invalid date; ``str()`` of it is a sentence for users, in the active language.

    ``code`` names the kind of error (``syntax``, ``year``, ``month``, ``day``, ``order``, ``ends``,
    ``twice``, ``long``), so that a form can mark the input that caused it. ``message`` is a lazy
    translation and ``params`` its parameters, as for Django's ``ValidationError``.
    """

    def __init__(self, message, code: str, **params):
        super().__init__(message, code)
        self.message = message
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params


FIRST_YEAR = 1000
LAST_YEAR = 2999


class End(Enum):
    """An end of an interval without a date; the value is its EDTF."""

    OPEN = ".."
    UNKNOWN = ""


class Precision(StrEnum):
    """The unit of a date, from the coarsest to the finest."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"

    @property
    def rank(self) -> int:
        """0 for the coarsest."""
        return list(Precision).index(self)

    @property
    def years(self) -> int:
        """The number of years that a date of this precision spans or touches."""
        return {Precision.CENTURY: 100, Precision.DECADE: 10}.get(self, 1)


class SignPlace(StrEnum):
    """The place of the sign of doubt in a date: ``1974-07~``, ``~1974-07`` or ``1974-~07``."""

    AFTER = "after"
    BEFORE = "before"
    AT_MONTH = "at month"


# The EDTF sign of a date, by whether it is approximate and whether it is uncertain.
QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


def check_year(year: int) -> None:
    """Raise ``PartialDateError`` for a year outside the range of this site."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PartialDateError(
            _("The year %(year)s is out of range: years go from %(first)s to %(last)s."),
            "year",
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
