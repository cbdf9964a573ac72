"""Drawings of dated pages: all on one axis, and the years of a decade."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from .axis import Axis
from .packing import Placed, height_of, pack

WIDTH = 560  # pixels of the narrowest drawing that shows words: the overview at 52 rem
STRIP_WIDTH = 320  # the strip of a decade on a phone; it shows no words


class Drawing:
    """Dated pages in rows on an axis; their own, if none is given."""

    def __init__(self, pages: Iterable[Any], axis: Axis | None = None, width: int = WIDTH) -> None:
        self.pages = list(pages)
        self.axis = axis or Axis.of(self.pages)
        self.width = width

    @cached_property
    def placed(self) -> list[Placed]:
        words = [(page, getattr(page, "date_short", "")) for page in self.pages]
        return pack(words, self.axis, self.width)

    @property
    def height(self) -> int:
        """The height of the rows, in pixels."""
        return height_of(self.placed)
