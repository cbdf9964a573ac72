"""Read an uploaded file as a table; FileErrors say what is wrong with it."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oim_portal.web.characters import clean

from ..cells import unescape_formulas
from .headings import FileError, has_headings, read_headings
from .workbooks import NO_WORKBOOK, is_workbook, read_workbook

MAX_BYTES = 4 * 1024 * 1024
# Each new or changed row is a revision and a publication: more would take a request too long.
MAX_ROWS = 500
MOST_ABOVE = 10  # rows with text that are searched for the headings
SEPARATORS = ",;\t"
# The line that tells Excel the separator of a file; Excel does not show it.
DECLARED_SEPARATOR = re.compile(r"sep=([,;\t])(?:\r\n|\n|\r)", re.IGNORECASE)
# Some programs export HTML or an XML of their own as a workbook.
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml)", re.IGNORECASE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Row:
    """A row of the table: its number in the spreadsheet, and its cells by column."""

    number: int
    cells: dict[str, str]


def read_table(data: bytes, known: Mapping[str, str]) -> list[Row]:
    """Return the rows of a workbook, or of a CSV file with any of the usual separators.

    `known` maps headings to column names (`headings_of`). Cells are returned without the apostrophe
    against formulas and without surrounding white space; empty rows and rows above the headings are
    skipped. Raises FileError if there is no table.
    """
    lines = read_lines(read_file(data, known)[0])
    filled = [number for number, line in enumerate(lines) if has_text(line)]
    if not filled:
        raise FileError(_("The file is empty."))
    # People write a title above their tables.
    above = (n for n in filled[:MOST_ABOVE] if has_headings(lines[n], known))
    first = next(above, filled[0])
    names = read_headings(lines[first], known)
    rows = [
        Row(number, cells_of(number, names, line))
        for number, line in enumerate(lines[first + 1 :], start=first + 2)
        if has_text(line)
    ]
    if not rows:
        raise FileError(_("The file has no rows below the names of the columns."))
    if len(rows) > MAX_ROWS:
        raise FileError(
            _("The file has %(count)s rows; at most %(most)s are taken at once. Split it.")
            % {"count": len(rows), "most": MAX_ROWS}
        )
    return rows


def read_file(data: bytes, known: Mapping[str, str]) -> tuple[str, str]:
    """Return an uploaded file as CSV, and a message on how it was read ('' for none)."""
    if len(data) > MAX_BYTES:
        raise FileError(
            _("The file is too large: it may have %(most)s MB at most.")
            % {"most": MAX_BYTES // 1024 // 1024}
        )
    if is_workbook(data):
        rows, message = read_workbook(data, lambda row: has_headings(row, known))
    else:
        rows, message = read_lines(read_text(data)), ""
    # Cleaned cell by cell: a vertical tab, which Word and Excel use as a line break, would
    # otherwise become one between two rows.
    rows = [[clean(cell, lines=True) for cell in row] for row in rows]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return f"sep=,\r\n{file.getvalue()}", message


def read_text(data: bytes) -> str:
    """Return the text of a file in UTF-8."""
    if MARKUP.match(data):
        raise FileError(NO_WORKBOOK)
    if b"\0" in data or data.startswith(UTF_16):
        raise FileError(
            _("This is no text that can be read. In the spreadsheet, save it as ‘CSV UTF-8’.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            _(
                "The file is not in UTF-8, so letters such as ñ and á cannot be read (row "
                "%(row)s). In Excel, choose ‘Save as’, then ‘CSV UTF-8’, not just ‘CSV’."
            )
            % {"row": data.count(b"\n", 0, error.start) + 1}
        ) from error


def read_lines(text: str) -> list[list[str]]:
    """Return the cells of all lines, split by the separator that is most frequent in the first."""
    if declared := DECLARED_SEPARATOR.match(text):
        separator, text = declared[1], text[declared.end() :]
    else:
        first, *_others = text.lstrip("\r\n").splitlines() or [""]
        separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = []
    try:
        for line in reader:
            lines.append(line)
    except csv.Error as error:
        raise FileError(
            _(
                "The row %(row)s cannot be read: a quotation mark may not be closed, or a cell is"
                " too long."
            )
            % {"row": len(lines) + 1}
        ) from error
    return lines


def has_text(line: list[str]) -> bool:
    return any(cell.strip() for cell in line)


def cells_of(number: int, names: list[str], line: list[str]) -> dict[str, str]:
    """Return the cells of a line by column; raise FileError for text outside the columns.

    Excel omits empty cells at the end of a row, so missing cells are empty.
    """
    cells = [unescape_formulas(cell.replace("\r\n", "\n")).strip() for cell in line]
    cells += [""] * (len(names) - len(cells))
    outside = [cell for name, cell in zip(names, cells, strict=False) if not name]
    if any(cells[len(names) :]) or any(outside):
        raise FileError(
            _("The row %(row)s has %(cells)s cells, but there are %(names)s columns.")
            % {"row": number, "cells": len(cells), "names": sum(map(bool, names))}
        )
    return {name: cell for name, cell in zip(names, cells, strict=False) if name}
