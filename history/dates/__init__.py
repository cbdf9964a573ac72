"""Partial dates in EDTF (ISO 8601-2): approximate, uncertain, intervals, or none.

``PartialDate`` is a value type that parses, orders and words dates. Fields, forms and widgets of
this app, the open data files and the import use it. It must never import models or forms: apart
from Django's translations it is plain Python.
"""

from .choice import Member, OneOf
from .ordering import SORT_KEY_LENGTH, placed_years, sort_key
from .partial import PartialDate
from .parts import DateParts, date_parts, known_of, years_label
from .simple import SimpleDate
from .terms import FIRST_YEAR, LAST_YEAR, End, PartialDateError, Precision, SignPlace
from .wording import abbreviate
