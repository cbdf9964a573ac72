"""Dates as sources give them: partial, approximate, uncertain, or none. See ``PartialDate``."""

from .errors import PartialDateError
from .ordering import SORT_KEY_LENGTH, sort_key
from .partial import PartialDate
from .simple import SimpleDate
from .terms import FIRST_YEAR, LAST_YEAR, End, Precision

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "SORT_KEY_LENGTH",
    "End",
    "PartialDate",
    "PartialDateError",
    "Precision",
    "SimpleDate",
    "sort_key",
]
