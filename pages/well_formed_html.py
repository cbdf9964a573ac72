"""Normalization of foreign HTML to the HTML that the rich text editor writes.

Wagtail's converter expects its own output: it fails at `<br>`, at `<b>a</i>`, at a list item
without a list and at a link without an address, and takes quadratic time for a `<` that is never
closed. The result has every tag closed in order, no block within a paragraph, and only links with
a target. HTML that was well formed stays unchanged.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from oim_portal.web.html_text import resolved

from .internal_links import is_key

# Linear in the length: a text may consist of nothing but beginnings of tags.
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)([^<>]*)>|<[!?][^<>]*>")
ATTRIBUTE = re.compile(
    r"""(?<![\w-])([a-zA-Z][\w-]*+)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))"""
)
# Elements without an end tag.
VOID = {"br", "hr", "img", "embed", "input", "col", "wbr", "source", "track", "area", "link"}
LISTS = {"ul", "ol"}
# Block elements, whether or not the editor has them.
BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "li", "dt", "dd"),
    *("table", "tr", "td", "th", "caption", "section", "article", "header", "footer", "figure"),
}
# Other elements. Any other name is text, not a tag: an author wrote '<sin datos>'.
INLINE = {
    *("a", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "sub", "sup", "small"),
    *("span", "font", "mark", "code", "kbd", "samp", "var", "tt", "abbr", "acronym", "cite", "q"),
    *("dfn", "time", "data", "label", "button", "bdi", "bdo", "ruby", "rb", "rt", "rp", "big"),
    *("html", "head", "body", "title", "meta", "thead", "tbody", "tfoot", "dl", "form", "iframe"),
    *("main", "nav", "aside", "figcaption", "address", "details", "summary", "svg", "video"),
    "center",
}
NOT_FOR_READERS = {"script", "style"}
ELEMENTS = BLOCKS | LISTS | VOID | INLINE | NOT_FOR_READERS
MAX_LIST_DEPTH = 5  # Draftail makes four

Allows = Callable[[str, Mapping[str, str]], Any]


def well_formed(html: str, allows: Allows) -> str:
    """Return HTML with only the elements that `allows` accepts, and the text of all others.

    `allows` takes name and attributes. A block that it rejects becomes a paragraph.
    """
    html = COMMENT.sub("", html)
    writer = Writer(allows)
    end = 0
    for token in TOKEN.finditer(html):
        writer.text(html[end : token.start()])
        end = token.end()
        name = (token[2] or "").lower()
        if name.isalnum() and name not in ELEMENTS:
            writer.text(token[0])
        elif token[1]:
            writer.end(name)
        elif name:
            writer.start(name, attributes_in(token[3]))
    writer.text(html[end:])
    return writer.finished()


def attributes_in(tag: str) -> dict[str, str]:
    """Return the attributes of a tag; the first one counts if a name is repeated."""
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), resolved("".join(values)))
    return found


class Writer:
    """Writes elements so that each is closed, in the right order.

    `open` is the stack of open elements: lists and items, or one block, then inline elements.
    """

    def __init__(self, allows: Allows) -> None:
        self.allows = allows
        self.written: list[str] = []
        self.open: list[str] = []
        self.hidden = ""
        self.needs_paragraph = False

    def text(self, text: str) -> None:
        if not self.hidden:
            self._begin_line(text)
            self.written.append(escape(resolved(text), quote=False))

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self.hidden:
            return
        if name in NOT_FOR_READERS:
            self.hidden = name
        elif name in LISTS:
            self._start_list(name, attrs)
        elif name in BLOCKS:
            self._start_block(name, attrs)
        elif not (self.allows(name, attrs) and leads_somewhere(name, attrs)):
            return
        elif name in VOID:
            self.written.append(f"<{name}{written(attrs)}/>")
        elif name not in self.open:
            self._begin_line(name)
            self._open(name, attrs)

    def end(self, name: str) -> None:
        if self.hidden:
            self.hidden = "" if name == self.hidden else self.hidden
        elif name in BLOCKS:
            self._end_block()
            self.needs_paragraph = True
        elif name in self.open:
            innermost = len(self.open) - 1 - self.open[::-1].index(name)
            self._close_down_to(innermost)

    def finished(self) -> str:
        self._close_down_to(0)
        return "".join(self.written)

    def _start_list(self, name: str, attrs: dict[str, str]) -> None:
        depth = sum(each in LISTS for each in self.open)
        if depth < MAX_LIST_DEPTH and self.allows(name, attrs):
            # A list within an item is nested in it.
            while self.open and self.open[-1] not in {*LISTS, "li"}:
                self._close_down_to(len(self.open) - 1)
            self._open(name, attrs)

    def _start_block(self, name: str, attrs: dict[str, str]) -> None:
        self._end_block()
        is_item = bool(self.open)  # only lists are left
        if self.allows(name, attrs) and (name != "li" or is_item):
            self._open(name, attrs)
            self.needs_paragraph = False
        else:
            self.needs_paragraph = True

    def _begin_line(self, text: str) -> None:
        """Open the paragraph that replaces a rejected block, once there is text for it."""
        if self.needs_paragraph and text.strip() and not self.open:
            self._open("p", {})
            self.needs_paragraph = False

    def _end_block(self) -> None:
        """Close the elements inside the innermost list, which stays open."""
        lists = [place for place, name in enumerate(self.open) if name in LISTS]
        self._close_down_to(lists[-1] + 1 if lists else 0)

    def _open(self, name: str, attrs: dict[str, str]) -> None:
        self.written.append(f"<{name}{written(attrs)}>")
        self.open.append(name)

    def _close_down_to(self, length: int) -> None:
        while len(self.open) > length:
            self.written.append(f"</{self.open.pop()}>")


def leads_somewhere(name: str, attrs: Mapping[str, str]) -> bool:
    """Return whether a link or an embed has a target: a URL or a valid key."""
    if name == "a":
        return is_key(attrs.get("id")) if "linktype" in attrs else "href" in attrs
    if name == "embed":
        is_media = attrs.get("embedtype") == "media"
        return "url" in attrs if is_media else is_key(attrs.get("id"))
    return True


def written(attrs: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())
