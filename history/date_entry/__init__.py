"""Between partial dates and what people fill in to say them, without EDTF.

What is filled in is a dictionary of texts: ``kind``, ``kept``, and the parts of two groups,
``start_day``, ``start_month``, …, ``end_uncertain``. ``split`` makes one of a date, ``join`` makes
a date of one; ``join(split(date))`` is ``date``, always.
"""

from .join import join
from .kinds import GROUP_LABELS, MIDDLE, PART_LABELS, TICKED, Kind, parts_of
from .split import split

__all__ = [
    "GROUP_LABELS",
    "MIDDLE",
    "PART_LABELS",
    "TICKED",
    "Kind",
    "join",
    "parts_of",
    "split",
]
