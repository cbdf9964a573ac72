"""Word-by-word difference of two texts, as HTML.

Texts are lists of lines, lines are words. Words without a mark and those struck out are the old
text; words without a mark and those underlined are the new one. The classes are Wagtail's, which
colours its own comparisons by them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.shortcuts import get_rendition_or_not_found

PARTS = re.compile(r"\w+|\s|[^\w\s]")
# Above this, a changed line is shown whole, old and new: comparing its words takes too long.
MOST_COMPARISONS = 4_000_000
LEAST_LIKENESS = 0.4
#: Categories of characters that nobody sees: controls, formats, separators of lines.
UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")

BOLD, ITALIC, LINK = "bold", "italic", "link"
#: Words that the view adds to a text: labels, targets of links, markers of lists.
MARK = "mark"
#: Raw stored values.
SOURCE = "source"
TAGS = {
    BOLD: "<b>{}</b>",
    ITALIC: "<i>{}</i>",
    LINK: '<span class="w-text-text-link-default">{}</span>',
    MARK: '<span class="w-text-text-meta">{}</span>',
    SOURCE: "<code>{}</code>",
}
SIDES = {
    "delete": '<del><span class="deletion">{}</span></del>',
    "insert": '<ins><span class="addition">{}</span></ins>',
}


@dataclass(frozen=True)
class Word:
    """A word, a space or a sign, and its style."""

    text: str
    style: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """A line of a text, and its stored source, by which lines of the same words may differ.

    The number of a row and its picture are shown, not compared.
    """

    words: tuple[Word, ...]
    source: str = ""
    number: str = field(default="", compare=False)
    picture: Any = field(default=None, compare=False)


def words_in(text: str, *style: str) -> Iterator[Word]:
    """Yield the words of a text; invisible characters are named, such as U+202E."""
    for part in PARTS.findall(text):
        if unicodedata.category(part[0]) in UNSEEN and part not in "\t\n\r":
            yield Word(f"U+{ord(part):04X}", frozenset({*style, MARK}))
        else:
            yield Word(part, frozenset(style))


def mark(text: object) -> Word:
    return Word(str(text), frozenset({MARK}))


def lines_of(text: str, *style: str) -> list[Line]:
    """Return the lines of a plain text."""
    lines = text.replace("\r\n", "\n").split("\n") if text else []
    return [Line(tuple(words_in(line, *style))) for line in lines]


def difference(old: list[Line], new: list[Line], *, whole: bool = True) -> SafeString:
    """Return the difference of two texts as HTML; common lines only if `whole`."""
    shown: list[SafeString] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            shown += [line_html(line, line.words) for line in new[c:d]] if whole else []
        else:
            pairs = zip_longest(old[a:b], new[c:d])
            shown += [html for before, after in pairs for html in changed(before, after)]
    return join(shown)


def changed(old: Line | None, new: Line | None) -> Iterator[SafeString]:
    """Yield the HTML of a line that was changed, added or removed."""
    pictures = [("delete", old), ("insert", new)]
    if old and new and old.picture == new.picture:
        pictures = []
    if old and new and old.words == new.words:
        sources = [("delete", [stored(old)]), ("insert", [stored(new)])]
        yield line_html(new, new.words, [] if old.source == new.source else sources, pictures)
    elif old and new and (parts := common_parts(old, new)):
        yield line_html(new, (), parts, pictures)
    else:
        sides = [(side, line) for side, line in (("delete", old), ("insert", new)) if line]
        for side, line in sides:
            number = [mark(f"{line.number} ")] if line.number else []
            words = [*number, *line.words]
            yield line_html(replace(line, number=""), (), [(side, words)], [(side, line)])


def stored(line: Line) -> Word:
    return Word(line.source, frozenset({SOURCE}))


def common_parts(old: Line, new: Line) -> list[tuple[str, Iterable[Word]]] | None:
    """Return the words of both lines by operation; None if the lines are unlike."""
    if len(old.words) * len(new.words) > MOST_COMPARISONS:
        return None
    matcher = SequenceMatcher(lambda word: not word.text.isalnum(), old.words, new.words)
    if matcher.ratio() < LEAST_LIKENESS:
        return None
    parts: list[tuple[str, Iterable[Word]]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            parts.append(("equal", new.words[c:d]))
        else:
            parts += [("delete", old.words[a:b]), ("insert", new.words[c:d])]
    return parts


def line_html(line: Line, words, parts=(), pictures=()) -> SafeString:
    """Return a line as a paragraph: its number, words of both versions, parts, pictures."""
    parts = [("equal", words), *parts]
    if not pictures and line.picture:
        pictures = [("equal", line)]
    number = html_of("equal", [mark(f"{line.number} ")]) if line.number else ""
    text = join([html_of(side, words) for side, words in parts if words])
    return format_html(
        "<p>{}{}{}</p>",
        number,
        text,
        join([thumbnail(side, each.picture) for side, each in pictures if each.picture]),
    )


def html_of(side: str, words: Iterable[Word]) -> SafeString:
    words = list(words)
    if side in SIDES and all(word.text.isspace() for word in words):
        words = [Word(space_sign(word.text), word.style) for word in words]
    runs = groupby(words, key=lambda word: word.style)
    html = join([styled("".join(word.text for word in run), style) for style, run in runs])
    return format_html(SIDES[side], html) if side in SIDES else html


def space_sign(space: str) -> str:
    """Return a visible sign for a space that was added or removed."""
    return "\N{OPEN BOX}" if space == " " else f"U+{ord(space):04X}"


def styled(text: str, style: frozenset[str]) -> SafeString:
    html = format_html("{}", text)
    for name, tag in TAGS.items():
        if name in style:
            html = format_html(tag, html)
    return html


def thumbnail(side: str, picture) -> SafeString:
    image = get_rendition_or_not_found(picture, "max-165x165").img_tag({"alt": ""})
    classes = {"delete": "preview-image deletion", "insert": "preview-image addition"}
    return format_html('<br><span class="{}">{}</span>', classes.get(side, "preview-image"), image)


def join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
