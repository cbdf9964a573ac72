"""Rich text as lines of words, with everything readers see: styles, lists, targets of links.

Tags and attributes that Draftail does not write are shown as they are stored.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from oim_portal.web.html_text import TAG, resolved
from pages.models import BasePage

from .line_diff import BOLD, ITALIC, LINK, MARK, SOURCE, Line, Word, lines_of, mark, words_in

# Possessive: a tag of many spaces takes the time of its length.
SIMPLE_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*+)((?:\s++[a-z-]++="[^"<>]*+")*+)\s*+/?>')
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"<>]*)"')
STYLES = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
DEEPEST_LIST = 6
BLOCKS = {"p", "li", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"}

# Returns the name of the page or document with a primary key.
Name = Callable[[type, str], str]


def rich_text_lines(html: str, name: Name) -> list[Line]:
    """Return stored rich text as lines."""
    reader = Reader(name)
    end = 0
    for tag in TAG.finditer(html):
        reader.text(html[end : tag.start()])
        reader.tag(tag[0])
        end = tag.end()
    reader.text(html[end:])
    return reader.finish()


class Reader:
    """Parser fed with the tags and texts of a rich text in turn."""

    def __init__(self, name: Name) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.words: list[Word] = []
        self.source = ""
        self.styles: list[str] = []
        self.targets: list[str] = []
        self.lists: list[int | None] = []  # None for bullets, else the number of the last item

    def text(self, text: str) -> None:
        self.source += text
        if text.strip() or self.words:
            link = [LINK] if self.targets else []
            self.words += words_in(resolved(text), *self.styles, *link)

    def tag(self, tag: str) -> None:
        found = SIMPLE_TAG.fullmatch(tag)
        end, name, attributes = found.groups() if found else ("", "", "")
        pairs = ATTRIBUTE.findall(attributes)
        pairs = [(key, value) for key, value in pairs if key != "data-block-key"]
        bare = re.sub(r' data-block-key="[^"]*"', "", tag)
        if name in BLOCKS:
            self.end_line(always=bool(end) and name == "p")
        self.source += bare
        if name == "a":
            self.end_link() if end else self.begin_link(dict(pairs), bare, len(pairs))
        elif pairs or name not in STYLES | dict.fromkeys(["p", "li", "ul", "ol", "br"]):
            self.show_source(bare)
        elif name in STYLES:
            self.style(STYLES[name], bool(end))
        elif name in ("ul", "ol"):
            self.begin_or_end_list(name, bool(end))
        elif name == "li" and not end:
            self.begin_item()
        elif name == "br":
            self.words.append(mark("↵"))
            self.end_line()

    def show_source(self, tag: str) -> None:
        self.words.append(Word(tag, frozenset({SOURCE})))

    def style(self, style: str, end: bool) -> None:
        if not end:
            self.styles.append(style)
        elif style in self.styles:
            self.styles.remove(style)

    def begin_link(self, attributes: dict[str, str], tag: str, count: int) -> None:
        kind = attributes.get("linktype")
        models = {"page": BasePage, "document": get_document_model()}
        if kind in models and attributes.keys() == {"linktype", "id"} and count == 2:
            target = self.name(models[kind], resolved(attributes["id"]))
        elif attributes.keys() == {"href"} and count == 1:
            target = resolved(attributes["href"])
        else:
            target = tag
        self.targets.append(target)

    def end_link(self) -> None:
        if self.targets:
            target = "".join(word.text for word in words_in(self.targets.pop()))
            self.words.append(Word(f" ({target})", frozenset({MARK})))

    def begin_or_end_list(self, name: str, end: bool) -> None:
        self.end_line()
        if not end:
            self.lists.append(0 if name == "ol" else None)
        elif self.lists:
            self.lists.pop()

    def begin_item(self) -> None:
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
        signs = ["•" if number is None else f"{number}." for number in self.lists[-DEEPEST_LIST:]]
        self.words.append(mark(" ".join([*signs, ""])))

    def end_line(self, *, always: bool = False) -> None:
        """Begin the next line; with `always`, even if the current one is empty."""
        if self.words or always:
            words = self.words or [mark(_("(empty line)"))]
            self.lines.append(Line(tuple(words), self.source))
            self.words, self.source = [], ""

    def finish(self) -> list[Line]:
        while self.targets:
            self.end_link()
        self.end_line()
        if self.source and self.lines:
            self.lines[-1] = replace(self.lines[-1], source=self.lines[-1].source + self.source)
        elif self.source:
            self.lines = lines_of(self.source, SOURCE)
        return self.lines
