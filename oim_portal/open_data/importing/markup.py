"""Cells with a text: which of them are HTML, and what of them is markup.

A cell is HTML where it begins as the cells of our own files begin that hold any: with a tag that
the export writes (`EXPORTED`) and that is closed further on. Every other cell is text, and shown as
it was typed: `<sin datos> quedan 3`, `<b> quedan 3`, `2 < 3`.

In HTML too, what is no element, or is opened and never closed, is what somebody wrote. Elements
that the editor does not have, as in text pasted from another page, are taken away and their text
stays (`bad_input.well_formed`).
"""

import re
from html import escape

from oim_portal.bad_input.well_formed import ELEMENTS, NOT_FOR_READERS, TOKEN, VOID

# What the export writes and the schema of the data names; a line break begins no cell.
EXPORTED = {"p", "b", "i", "a", "ul", "ol", "li"}
FIRST_TAG = re.compile(r"<([a-zA-Z]+)(?=[\s>])")
# Elements of which HTML lets the end be left out.
MAY_STAY_OPEN = {"p", "li"} | VOID | NOT_FOR_READERS


def is_markup(cell: str) -> bool:
    """Say whether a cell is HTML; see above."""
    first = FIRST_TAG.match(cell)
    name = first[1].lower() if first else ""
    return name in EXPORTED and f"</{name}>" in cell.lower()


def as_typed(html: str) -> str:
    """Return HTML in which tags that nobody meant as such are text."""
    tags = [(token[2].lower(), token[1]) for token in TOKEN.finditer(html) if token[2]]
    opened = {name for name, slash in tags if not slash}
    closed = {name for name, slash in tags if slash}
    meant = ELEMENTS & ((opened & closed) | MAY_STAY_OPEN)

    def written(token: re.Match) -> str:
        is_meant = not token[2] or token[2].lower() in meant
        return token[0] if is_meant else escape(token[0], quote=False)

    return TOKEN.sub(written, html)
