"""Two renderings of a page as one: what is taken away is struck, what is added is underlined.

The law of the marks, which `tests/test_marked_text.py` holds: without what is struck, the marked
page is the new text letter for letter; without what is added, the old one. White space does not
count, nor does the place in the old text of a block that was moved.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from .inline_words import WHOLE, Word, identity, is_run, put, steps, text_of, words_of
from .page_parts import aligned, first_cell, key_of, parts, plain, wrap_runs

HEADINGS = {*["h1", "h2", "h3", "h4", "summary", "caption"]}
#: Attribute of every mark: its kind. `added` and `removed` are the sides of the law.
MARK = "data-mark"
ADDED, REMOVED, WORDS = "added", "removed", "words"
MOVED, LINK, STYLE, PICTURE = "moved", "link", "style", "picture"
#: Class of words that the marks add for screen readers.
SPOKEN = "mark-spoken"


@dataclass(frozen=True)
class Change:
    """A mark of the page, by its number: what it says, and where.

    `block` is the key of the block that it is in, for comments; '' outside streams.
    """

    number: int
    kind: str
    old: str
    new: str
    heading: str = ""
    row: str = ""
    block: str = ""


@dataclass
class MarkedText:
    """The new page with the old one's words put back as marks, and the list of the changes."""

    soup: BeautifulSoup
    changes: list[Change] = field(default_factory=list)

    def without(self, kind: str) -> str:
        """Return the page with the marks of one side only."""
        soup = copy.copy(self.soup)
        for mark in soup.select(f'[{MARK}="{kind}"]'):
            mark.decompose()
        return str(soup)


def marked(old: str, new: str) -> MarkedText:
    """Return the marked page of two renderings of a page; their `main` elements are compared."""
    before, after = (BeautifulSoup(html, "html.parser") for html in (old, new))
    marker = Marker(after)
    sides = [wrap_runs(soup) for soup in (before, after)]
    if all(sides):
        marker.compare(*sides)
    for details in after.find_all("details"):
        if details.select_one(f"[{MARK}]"):
            details["open"] = ""
    return MarkedText(after, marker.changes)


class Marker:
    """Writes the marks into the new page, and notes each of them."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.changes: list[Change] = []
        self.heading = self.row = self.block = ""

    def compare(self, old: Tag, new: Tag) -> None:
        """Mark the differences of two elements that stand for each other."""
        self.block = key_of(new) or self.block
        if new.name in HEADINGS:
            self.heading = plain(new)
        if new.name == "tr":
            self.row = first_cell(new)
        if new.name in WHOLE:
            self.compare_pictures(old, new)
        elif is_run(old) and is_run(new):
            self.compare_words(old, new)
        elif is_run(old) or is_run(new):
            gone = copy.copy(old)
            new.insert_before(gone)
            self.mark_whole(gone, REMOVED)
            self.mark_whole(new, ADDED)
            return
        else:
            self.compare_parts(old, new)
        if new.name == "tr":
            self.row = ""
        if new.name == "a" and old.get("href") != new.get("href"):
            self.note(new, LINK, *(str(side.get("href", "")) for side in (old, new)))

    def compare_parts(self, old: Tag, new: Tag) -> None:
        after = parts(new)
        pairs = aligned(parts(old), after)
        left = {a.key: a.element for a, b in pairs if a and not b and a.key}
        moved = {b.key for a, b in pairs if b and not a and b.key in left}
        last: Tag | None = None
        for a, b in pairs:
            outer = self.block
            if b:
                if a:
                    self.compare(a.element, b.element)
                elif b.key in moved:
                    self.compare(left[b.key], b.element)
                    if MARK not in b.element.attrs:
                        self.mark_whole(b.element, MOVED)
                else:
                    self.mark_whole(b.element, ADDED)
                last = b.element
            elif a and a.key not in moved:
                gone = copy.copy(a.element)
                if last is not None:
                    last.insert_after(gone)
                elif after:
                    after[0].element.insert_before(gone)
                else:
                    new.append(gone)
                self.mark_whole(gone, REMOVED)
                last = gone
            self.block = outer

    def compare_pictures(self, old: Tag, new: Tag) -> None:
        if identity(old) == identity(new):
            return
        gone = copy.copy(old)
        new.insert_before(gone)
        gone[MARK], new[MARK] = REMOVED, ADDED
        self.note(new, PICTURE, alt_of(old), alt_of(new))

    def compare_words(self, old: Tag, new: Tag) -> None:
        before, after = words_of(old), words_of(new)
        if before == after:
            return
        new.clear()
        for is_same, was, will in steps(before, after):
            if is_same:
                self.put_same(new, was, will)
            else:
                self.put_changed(new, was, will)

    def put_same(self, parent: Tag, old: list[Word], new: list[Word]) -> None:
        """Append words that stay, and mark where their link or their style has changed."""
        pairs = zip(old, new, strict=True)
        for looks, group in groupby(pairs, key=lambda pair: (pair[0].look, pair[1].look)):
            words = [word for _old, word in group]
            was, will = looks
            if was == will or not text_of(words):
                put(self.soup, parent, words)
                continue
            mark = self.soup.new_tag("span", attrs={MARK: STYLE})
            parent.append(mark)
            put(self.soup, mark, words)
            links = [dict(look).get("a", "") for look in looks]
            if links[0] != links[1]:
                mark[MARK] = LINK
                self.note(mark, LINK, *links, text_of(words))
            else:
                self.note(mark, STYLE, *map(style_of, looks), text_of(words))

    def put_changed(self, parent: Tag, old: list[Word], new: list[Word]) -> None:
        old, new = [*old], [*new]
        if all(side[0].text == " " for side in (old, new) if side):
            put(self.soup, parent, (new or old)[:1])  # a space is no change by itself
            del old[:1], new[:1]
        marks = []
        for kind, words in ((REMOVED, old), (ADDED, new)):
            if words:
                marks.append(self.side(kind))
                parent.append(marks[-1])
                put(self.soup, marks[-1], words)
                self.speak(marks[-1], kind)
        if marks:
            texts = text_of(old), text_of(new)
            self.note(marks[0], WORDS if any(texts) else PICTURE, *texts)

    def side(self, kind: str) -> Tag:
        return self.soup.new_tag("ins" if kind == ADDED else "del", attrs={MARK: kind})

    def mark_whole(self, element: Tag, kind: str) -> None:
        """Mark an element as added, removed or moved, with all that is in it."""
        if not plain(element) and not element.find(["img", "iframe"]):
            element[MARK] = kind
            return
        block = key_of(element) or self.block
        if element.name in HEADINGS and kind != REMOVED:
            self.heading = plain(element)
        text = plain(element)
        element[MARK] = kind
        element["data-word"] = spoken(kind)
        if kind in (ADDED, REMOVED):
            self.speak(next(runs_in(element), element), kind)
        sides = {ADDED: ("", text), REMOVED: (text, "")}
        self.note(element, kind, *sides.get(kind, ("", "")), block=block)

    def speak(self, element: Tag, kind: str) -> None:
        """Say for screen readers what a mark is; `del` and `ins` alone are seldom read aloud."""
        if element.name in WHOLE:
            return
        for place, words in ((0, f"[{spoken(kind)}: "), (len(element.contents) + 1, "]")):
            span = self.soup.new_tag("span", attrs={"class": SPOKEN})
            span.string = words
            element.insert(place, span)

    def note(self, mark: Tag, kind: str, old: str, new: str, text="", *, block="") -> None:
        number = len(self.changes) + 1
        mark["id"] = f"cambio-{number}"
        if MARK not in mark.attrs:
            mark[MARK] = kind
        place = {"heading": self.heading, "row": self.row, "block": block or self.block}
        if text and kind == LINK:
            place["row"] = text
        self.changes.append(Change(number, kind, old, new, **place))


def runs_in(element: Tag) -> Iterator[Tag]:
    return (each for each in [element, *element.find_all(True)] if is_run(each))


def alt_of(element: Tag) -> str:
    picture = element if element.name == "img" else element.find("img")
    return str(picture.get("alt", "")) if picture else ""


def style_of(look: tuple[tuple[str, str], ...]) -> str:
    names = {"b": _("bold"), "strong": _("bold"), "i": _("italic"), "em": _("italic")}
    return ", ".join(names.get(name, name) for name, _target in look) or _("plain")


def spoken(kind: str) -> str:
    return {ADDED: _("Added"), REMOVED: _("Removed"), MOVED: _("Moved here")}[kind]
