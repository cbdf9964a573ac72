"""Tables as files: CSV that spreadsheets open, and in which no text can become a formula.

A spreadsheet runs what begins like a formula, whoever wrote it. Such texts get an apostrophe in
front, which spreadsheets read as 'this is text'. It goes where any of the usual separators would
begin a new cell too, since a spreadsheet may take another one than the file's. `unguarded` takes
away exactly what `guarded` adds. Files of workbooks (XLSX) say themselves which cells are texts;
what they cannot hold goes by `workbook_text`.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from oim_portal.web.characters import for_xml

# Of Excel, in units of UTF-16.
LONGEST_CELL = 32_767
CHARACTER_OF_EXCEL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
BOM = "\N{BYTE ORDER MARK}"  # by which Excel knows UTF-8
# What spreadsheets take for a formula, full width included.
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
SEPARATORS = set(";,|\t\r\n")
# What may stand before a formula, each run of it looked at once: a cell may hold nothing else.
FORMULA = re.compile(rf"(?:^|(?<![\s;,|\"])(?=[\s;,|\"]))([\s;,|\"]*+)('*+)(?=[{STARTS}])")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return FORMULA.sub(lambda match: match[1] + "'" * begins_a_cell(match) + match[2], text)


def unguarded(text: str) -> str:
    """Return the text of which `guarded` made this one; others as they are."""
    return FORMULA.sub(lambda match: match[1] + match[2][begins_a_cell(match) :], text)


def csv_text(text: str) -> str:
    """Return a text as a cell of CSV: guarded, and without what no spreadsheet shows."""
    return guarded(for_xml(text))


def workbook_text(text: str) -> str:
    """Return a text as a cell of a workbook holds it: as XML, escaped, no longer than Excel takes.

    Excel counts in UTF-16 and reads `_x0041_` as a character; one cell that it cannot read spoils
    the whole file for it.
    """
    text = CHARACTER_OF_EXCEL.sub("_x005F_", for_xml(text))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def begins_a_cell(match: re.Match) -> bool:
    """Say whether a formula stands at the beginning of a text, or after a separator."""
    return match.start() == 0 or not SEPARATORS.isdisjoint(match[1])


def write_csv(names: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ",") -> bytes:
    """Return a table as CSV (RFC 4180) in UTF-8 with a byte order mark, all cells guarded."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([csv_text(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()
