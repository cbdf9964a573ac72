"""Detection of HTML in cells: which cells are HTML, and which tags in them are markup.

A cell is HTML if it begins with a tag, as cells of exported files with HTML do: an element that the
export writes (`EXPORTED`), or one that is closed further on, as in text copied from another page.
Every other cell is text, and shown as it was typed: `<sin datos> quedan 3`, `<data> quedan 3`,
`<br>`, `2 < 3`.

A single tag is text even if HTML has such an element: `<b> quedan 3` and, within HTML, `<label>
dos` are text, since they are never closed, have no attributes, and a space follows them. Other
elements that the editor does not support are removed and their text remains
(`pages.well_formed_html`).
"""

import re
from html import escape

from pages.well_formed_html import COMMENT, ELEMENTS, NOT_FOR_READERS, TOKEN, VOID

# Elements that the export writes and the schema of the data names; no cell begins with a <br>.
EXPORTED = {"p", "b", "i", "a", "ul", "ol", "li"}


def is_markup(cell: str) -> bool:
    """Return whether a cell is HTML; see above."""
    html = COMMENT.sub("", cell).lstrip()
    first = TOKEN.match(html)
    if not first or first[1] or name_of(first) in VOID | NOT_FOR_READERS:
        return False
    closed = closed_in(html)
    return is_meant(first, closed) and name_of(first) in EXPORTED | closed


def as_typed(html: str) -> str:
    """Return HTML with tags that are not meant as markup escaped."""
    closed = closed_in(html)

    def written(token: re.Match) -> str:
        is_alone = name_of(token) in ELEMENTS and not token[1] and not is_meant(token, closed)
        return escape(token[0], quote=False) if is_alone else token[0]

    return TOKEN.sub(written, html)


def closed_in(html: str) -> set[str]:
    """Return the names of the elements that are closed somewhere."""
    return {name_of(token) for token in TOKEN.finditer(html) if token[1]}


def is_meant(token: re.Match, closed: set[str]) -> bool:
    """Return whether an opening tag is markup rather than a word in angle brackets."""
    name = name_of(token)
    if name not in ELEMENTS:
        return False
    follows = token.string[token.end() : token.end() + 1].strip()
    return name in closed | VOID or "=" in token[3] or bool(follows)


def name_of(token: re.Match) -> str:
    return (token[2] or "").lower()
