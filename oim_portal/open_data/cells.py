"""Cells of CSV files and workbooks, escaped so that no text can become a formula.

A spreadsheet runs any text that begins like a formula. Such texts get an apostrophe in front, which
spreadsheets read as 'this is text'. Each of the usual separators is taken to begin a new cell,
since a spreadsheet may use another one than the file's. `unescape_formulas` removes exactly what
`escape_formulas` adds. Workbooks (XLSX) mark their cells as texts themselves; `workbook_text`
removes the characters that they cannot hold.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

from oim_portal.web.characters import for_xml


def folded(text: str) -> str:
    """Return a text case-folded, without combining and invisible characters, with single spaces.

    'Sí', 'SI ' and an 'i' followed by a combining accent are equal, as are a space and a no-break
    space.
    """
    signs = unicodedata.normalize("NFKD", text)
    shown = (
        sign
        for sign in signs
        if sign.isspace() or unicodedata.category(sign) not in {"Mn", "Cf", "Cc"}
    )
    return " ".join("".join(shown).casefold().split())


# Excel's limit, in units of UTF-16.
LONGEST_CELL = 32_767
CHARACTER_OF_EXCEL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
BOM = "\N{BYTE ORDER MARK}"  # by which Excel recognizes UTF-8
# Characters that begin a formula, in full width too.
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
SEPARATORS = set(";,|\t\r\n")
# A formula and the characters before it. Each run of these is matched once, since a cell may
# consist of nothing else.
FORMULA = re.compile(rf"(?:^|(?<![\s;,|\"])(?=[\s;,|\"]))([\s;,|\"]*+)('*+)(?=[{STARTS}])")


def escape_formulas(text: str) -> str:
    """Return a text with an apostrophe before everything that spreadsheets take for a formula."""
    return FORMULA.sub(lambda match: match[1] + "'" * begins_a_cell(match) + match[2], text)


def unescape_formulas(text: str) -> str:
    """Undo `escape_formulas`; return other texts as they are."""
    return FORMULA.sub(lambda match: match[1] + match[2][begins_a_cell(match) :], text)


def csv_text(text: str) -> str:
    """Return a text as an escaped cell of CSV, without characters that no spreadsheet shows."""
    return escape_formulas(for_xml(text))


def workbook_text(text: str) -> str:
    """Return a text as a cell of a workbook: valid in XML, escaped, and cut to Excel's limit.

    Excel counts in UTF-16 and reads `_x0041_` as a character. A single cell that it cannot read
    makes it refuse the whole file.
    """
    text = CHARACTER_OF_EXCEL.sub("_x005F_", for_xml(text))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def begins_a_cell(match: re.Match) -> bool:
    """Return whether a formula stands at the beginning of a text, or after a separator."""
    return match.start() == 0 or not SEPARATORS.isdisjoint(match[1])


def write_csv(names: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """Return a table as CSV (RFC 4180), in UTF-8 with a byte order mark, with escaped cells."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([csv_text(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()
