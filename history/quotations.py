"""Quotations as they are drawn: a paragraph and a list, in runs of context, part and date words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pages.languages import Localized, localized

CUT = "[…]"
Span = tuple[int, int]


class Run(NamedTuple):
    """Words of one kind: of the page's own part or of its context, and those of its date."""

    text: str
    is_part: bool
    is_date: bool


@dataclass(frozen=True)
class Quotation:
    """A quotation with the part of its page and the words of its date, all in one language."""

    text: Localized
    part: str = ""
    date_words: str = ""

    @classmethod
    def of(cls, page: Any) -> "Quotation":
        text = localized(page, "quotation")
        if not text:
            return cls(text)
        columns = (f"{name}_{text.language}" for name in ("quotation_part", page.words_field))
        return cls(text, *(getattr(page, column) or "" for column in columns))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return str(self.text)

    @property
    def lang(self) -> str:
        return self.text.lang

    @property
    def paragraphs(self) -> list[list[Run]]:
        """The lines up to the first that ends in a colon, each in runs."""
        return self._lines[: self._items_begin]

    @property
    def items(self) -> list[list[Run]]:
        """The lines after one that ends in a colon: they are a list."""
        return self._lines[self._items_begin :]

    @cached_property
    def _lines(self) -> list[list[Run]]:
        text = str(self)
        part = find(text, self.part) or (0, len(text))
        date = find(text, self.date_words, part) or find(text, self.date_words) or (0, 0)
        lines = re.finditer(r"[^\n]*\S[^\n]*", text)
        return [list(runs_between(text, line.span(), part, date)) for line in lines]

    @cached_property
    def _items_begin(self) -> int:
        lines = [line for line in str(self).split("\n") if line.strip()]
        ends = (number for number, line in enumerate(lines, 1) if line.rstrip().endswith(":"))
        return next(ends, len(lines))


def find(text: str, words: str, within: Span | None = None, *, case: bool = False) -> Span | None:
    """Return where words are in a text, whatever their blanks, and their case without `case`."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    start, end = within or (0, len(text))
    found = (
        re.compile(pattern, 0 if case else re.IGNORECASE).search(text, start, end)
        if pattern
        else None
    )
    return found.span() if found else None


def runs_between(text: str, line: Span, part: Span, date: Span) -> Iterator[Run]:
    """Yield the runs of a line, whose edges are those of the part and of the words of the date."""
    inner = (edge for edge in (*part, *date) if line[0] < edge < line[1])
    edges = sorted({*line, *inner})
    for first, last in zip(edges, edges[1:], strict=False):
        is_part, is_date = (span[0] <= first and last <= span[1] for span in (part, date))
        yield Run(text[first:last], is_part, is_date)
