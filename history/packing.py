"""Rows of marks with their dates in words, packed so that no two of a row touch.

Places are percentages and words have a width of their own, so rows are packed for the narrowest
drawing in which they are shown: in a wider one every gap grows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .axis import Axis, Mark, percent
from .marks import Kind

ROW, FIRST_ROW, MARK_HEIGHT = 30, 18, 12  # pixels
GAP = 8  # pixels between what stands in a row, and between a mark and its words
FONT_SIZE = 13
# Widths of characters in em. Generous: the typeface is that of the system, and of those that
# `--sans` names, DejaVu Sans Bold is the widest.
NARROW, WIDE = frozenset("iIjlft.,:;'()/ "), frozenset("mwMW–—")
NARROW_EM, WIDE_EM, OTHER_EM = 0.42, 1.05, 0.72


def width_of(words: str) -> float:
    """Return how wide words are at most, in pixels."""
    widths = (NARROW_EM if c in NARROW else WIDE_EM if c in WIDE else OTHER_EM for c in words)
    return FONT_SIZE * sum(widths)


@dataclass(frozen=True)
class Placed:
    """A page with its mark, its row and the words of its date.

    The words begin `words_dx` pixels from the percentage `words_at`, or end there. They are ''
    where neither side has room.
    """

    page: Any
    mark: Mark
    words: str = ""
    words_at: float = 0
    words_dx: int = 0
    is_before: bool = False
    row: int = 0

    @property
    def words_x(self) -> str:
        return percent(self.words_at)

    @property
    def middle(self) -> int:
        """The middle of its row, in pixels."""
        return FIRST_ROW + ROW * self.row

    @property
    def top(self) -> int:
        return self.middle - MARK_HEIGHT // 2

    def words_extent(self, width: float) -> tuple[float, float]:
        """Return the ends of the words in a drawing of so many pixels."""
        place = self.words_at * width / 100 + self.words_dx
        length = width_of(self.words)
        return (place - length, place) if self.is_before else (place, place + length)

    def extent(self, width: float) -> tuple[float, float]:
        """Return the ends of mark and words together."""
        left, right = self.mark.extent(width)
        if not self.words:
            return left, right
        first, last = self.words_extent(width)
        return min(left, first), max(right, last)


def pack(
    pages: Iterable[tuple[Any, str]],
    axis: Axis,
    width: int,
    most_rows: int | None = None,
    first: Any = None,
) -> list[Placed]:
    """Return dated pages in rows, for a drawing at least so many pixels wide.

    `pages` are pages and the words of their dates; those that are not on the axis are left out.
    The page `first` comes first, then what goes on until today, the rest by its place. What has no
    room in `most_rows` is in the row after them, one over the other.
    """
    marks = [(page, words, mark) for page, words in pages if (mark := axis.mark(page))]
    placed = [_with_words(page, mark, words, width) for page, words, mark in marks]
    placed.sort(key=lambda each: (each.page != first, not each.mark.goes_on, each.mark.start))
    rows: list[list[tuple[float, float]]] = []
    return [replace(each, row=_free_row(rows, most_rows, *each.extent(width))) for each in placed]


def height_of(placed: list[Placed]) -> int:
    """Return the height of a drawing of these rows, in pixels."""
    return 2 * FIRST_ROW + ROW * max((each.row for each in placed), default=0)


def _free_row(
    rows: list[list[tuple[float, float]]], most: int | None, left: float, right: float
) -> int:
    for number, row in enumerate(rows):
        if all(right + GAP <= first or last + GAP <= left for first, last in row):
            row.append((left, right))
            return number
    if len(rows) == most:
        return most
    rows.append([(left, right)])
    return len(rows) - 1


def _with_words(page: Any, mark: Mark, words: str, width: int) -> Placed:
    for placed in _choices(page, mark, words, width) if words else ():
        left, right = placed.words_extent(width)
        if left >= 0 and right <= width:
            return placed
    return Placed(page, mark)


def _choices(page: Any, mark: Mark, words: str, width: int) -> Iterator[Placed]:
    """Yield the places of the words: behind the mark, or before it first if its end is open."""
    left, right = mark.extent(width, without=Kind.DOTS)
    before_dx = round(left - mark.start * width / 100) - GAP
    behind_dx = round(right - mark.end * width / 100) + GAP
    before = Placed(page, mark, words, mark.start, before_dx, is_before=True)
    behind = Placed(page, mark, words, mark.end, behind_dx)
    yield from (before, behind) if mark.has(Kind.FADE_OUT) else (behind, before)
