"""The parts of a rendered page that are compared one by one, and their alignment by likeness."""

import re
from collections import Counter
from functools import cached_property
from itertools import groupby

from bs4 import BeautifulSoup, NavigableString, Tag

from .inline_words import INLINE, WHOLE, WORD, identity, is_run

#: Parts of a rendering that are not the page's own text: they are shown, not compared.
FURNITURE = {*["button", "form", "nav", "noscript", "script", "style", "svg", "template"]}
FURNITURE_CLASSES = {
    *["citing", "notice--page", "page-dates", "paper-address", "sharing", "skip-link", "traces"]
}
CELLS = {"td", "th", "h1"}
BLOCK = re.compile(r"^p-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")


def wrap_runs(soup: BeautifulSoup) -> Tag | None:
    """Return the `main` element, with text that stands beside blocks in an element of its own."""
    root = soup.find("main")
    for parent in [root, *root.find_all(True)] if root else []:
        if is_furniture(parent) or parent.name in WHOLE or is_run(parent):
            continue
        for is_inline, group in groupby(list(parent.children), key=is_inline_node):
            nodes = [*group]
            said = [node for node in nodes if node.get_text().strip()]
            if is_inline and said and not (len(said) == 1 and isinstance(said[0], Tag)):
                span = soup.new_tag("span")
                nodes[0].insert_before(span)
                span.extend(nodes)
    return root


def is_inline_node(node) -> bool:
    if isinstance(node, Tag):
        return node.name in INLINE and is_run(node) and not is_furniture(node)
    return type(node) is NavigableString


def is_furniture(element: Tag) -> bool:
    return element.name in FURNITURE or bool(
        FURNITURE_CLASSES & {*element.get_attribute_list("class")}
    )


class Part:
    """An element that is compared, with what it is compared by."""

    def __init__(self, element: Tag) -> None:
        self.element = element
        self.key = key_of(element)

    @cached_property
    def words(self) -> Counter[str]:
        found = Counter(WORD.findall(plain(self.element)))
        del found[" "]
        return found

    @cached_property
    def is_text(self) -> bool:
        """Whether it is known by its words alone, not by its place and kind."""
        name = self.element.name
        return name in ("li", "tr", "details") or (is_run(self.element) and name not in CELLS)


def parts(parent: Tag) -> list[Part]:
    """Return the parts of an element that are compared, one by one."""
    return [
        Part(child)
        for child in parent.find_all(True, recursive=False)
        if not is_furniture(child) and child.name not in ("br", "hr", "wbr", "source")
    ]


def key_of(element: Tag) -> str:
    """Return the key of a block of a stream; '' for another element."""
    found = BLOCK.match(str(element.get("id", "")))
    return found[1] if found else ""


def plain(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def first_cell(row: Tag) -> str:
    """Return the text of a row's first cell, which mostly names the row."""
    return plain(row.find(["th", "td"]) or row)


def likeness(old: Part, new: Part) -> float:
    """Return how much two parts have in common, between 0 and 1."""
    was, will = old.element, new.element
    if was.name != will.name:
        return 0
    if old.key or new.key:
        return float(old.key == new.key)
    if was.name in WHOLE:
        return 1 if identity(was) == identity(will) else 0.6
    key = was.get("data-block-key")
    if key and key == will.get("data-block-key"):
        return 1
    total = old.words.total() + new.words.total()
    common = 2 * (old.words & new.words).total() / total if total else 1.0
    if was.name == "tr" and first_cell(was) == first_cell(will):
        return max(common, 0.6)
    is_known = old.is_text or was.get("class") != will.get("class")
    return common if is_known else 0.5 + common / 2


def own_text(html: str) -> str:
    """Return the text of a rendered page without what the portal puts around it."""
    root = BeautifulSoup(html, "html.parser").find("main")
    for element in root.find_all(is_furniture) if root else []:
        element.decompose()
    return plain(root) if root else ""


Pair = tuple[Part | None, Part | None]
# Less likeness than this, and two elements do not stand for each other.
FLOOR = 0.4
MOST_COMPARISONS = 20_000


def aligned(old: list[Part], new: list[Part]) -> list[Pair]:
    """Return the pairs of two lists, in the order of both; None stands for what has no partner.

    Of all alignments it is the one with the greatest sum of likeness (Needleman and Wunsch). Lists
    too long for that are paired as they come.
    """
    start = 0
    while start < min(len(old), len(new)) and likeness(old[start], new[start]) == 1:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and likeness(old[-1 - end], new[-1 - end]) == 1:
        end += 1
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    tail = [*zip(old[len(old) - end :], new[len(new) - end :], strict=True)]
    middle = best(a, b) if len(a) * len(b) <= MOST_COMPARISONS else in_turn(a, b)
    return [*zip(old[:start], new[:start], strict=True), *middle, *tail]


def best(old: list[Part], new: list[Part]) -> list[Pair]:
    like = [[likeness(a, b) for b in new] for a in old]
    sums = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = sums[i + 1][j + 1] + like[i][j] if like[i][j] >= FLOOR else -1.0
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], both)
    found: list[Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i == len(old):
            found, j = [*found, (None, new[j])], j + 1
        elif j == len(new):
            found, i = [*found, (old[i], None)], i + 1
        elif like[i][j] >= FLOOR and sums[i][j] == sums[i + 1][j + 1] + like[i][j]:
            found, i, j = [*found, (old[i], new[j])], i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            found, i = [*found, (old[i], None)], i + 1
        else:
            found, j = [*found, (None, new[j])], j + 1
    return found


def in_turn(old: list[Part], new: list[Part]) -> list[Pair]:
    found: list[Pair] = []
    for number in range(max(len(old), len(new))):
        a = old[number] if number < len(old) else None
        b = new[number] if number < len(new) else None
        if a is not None and b is not None and likeness(a, b) >= FLOOR:
            found.append((a, b))
        else:
            found += [pair for pair in ((a, None), (None, b)) if pair != (None, None)]
    return found
