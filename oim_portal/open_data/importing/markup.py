"""Cells with a text: which of them are HTML, and what of them is markup.

A cell is HTML where it begins with a tag, as the cells of our own files do that hold any: one that
the export writes (`EXPORTED`), or an element that is closed further on, as in text taken from
another page. Every other cell is text, and shown as it was typed: `<sin datos> quedan 3`,
`<data> quedan 3`, `<br>`, `2 < 3`.

A tag alone is no markup, even of a name that HTML has: `<b> quedan 3` and, within HTML, `<label>
dos` stay text, since they are never closed, have no attributes, and a blank follows them. What else
HTML holds that the editor does not have is taken away and its text stays
(`pages.well_formed_html`).
"""

import re
from html import escape

from pages.well_formed_html import COMMENT, ELEMENTS, NOT_FOR_READERS, TOKEN, VOID

# What the export writes and the schema of the data names; a line break begins no cell.
EXPORTED = {"p", "b", "i", "a", "ul", "ol", "li"}


def is_markup(cell: str) -> bool:
    """Say whether a cell is HTML; see above."""
    html = COMMENT.sub("", cell).lstrip()
    first = TOKEN.match(html)
    if not first or first[1] or name_of(first) in VOID | NOT_FOR_READERS:
        return False
    closed = closed_in(html)
    return is_meant(first, closed) and name_of(first) in EXPORTED | closed


def as_typed(html: str) -> str:
    """Return HTML in which tags that nobody meant as such are text."""
    closed = closed_in(html)

    def written(token: re.Match) -> str:
        is_alone = name_of(token) in ELEMENTS and not token[1] and not is_meant(token, closed)
        return escape(token[0], quote=False) if is_alone else token[0]

    return TOKEN.sub(written, html)


def closed_in(html: str) -> set[str]:
    """Return the names of the elements that are closed somewhere."""
    return {name_of(token) for token in TOKEN.finditer(html) if token[1]}


def is_meant(token: re.Match, closed: set[str]) -> bool:
    """Say whether an opening tag is more than a word in angle brackets."""
    name = name_of(token)
    if name not in ELEMENTS:
        return False
    follows = token.string[token.end() : token.end() + 1].strip()
    return name in closed | VOID or "=" in token[3] or bool(follows)


def name_of(token: re.Match) -> str:
    return (token[2] or "").lower()
