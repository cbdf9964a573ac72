"""Dates as sources give them: partial, approximate, uncertain, or none. See ``PartialDate``."""

from .choice import Member, OneOf
from .errors import PartialDateError
from .ordering import SORT_KEY_LENGTH, placed_years, sort_key
from .partial import PartialDate
from .simple import SimpleDate
from .terms import FIRST_YEAR, LAST_YEAR, End, Precision, SignPlace

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "SORT_KEY_LENGTH",
    "End",
    "Member",
    "OneOf",
    "PartialDate",
    "PartialDateError",
    "Precision",
    "SignPlace",
    "SimpleDate",
    "placed_years",
    "sort_key",
]
