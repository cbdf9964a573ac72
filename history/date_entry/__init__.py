"""Conversion between partial dates and the inputs of a form, without EDTF.

The inputs are a dictionary of texts: ``kind``, ``kept``, and the parts of two groups,
``start_day``, ``start_month``, …, ``end_uncertain``. ``split`` returns the inputs for a date,
``join`` the date for inputs; ``join(split(date))`` always equals ``date``. The widget and form
field for dates and the import of events use it. It must never import models.
"""

from .join import join
from .kinds import GROUP_LABELS, MIDDLE, PART_LABELS, TICKED, Kind, parts_of, split
