"""From the bytes of an uploaded file to a table, or to sentences that say what is wrong with it."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..cells import unguarded

MAX_BYTES = 4 * 1024 * 1024
# Each new or changed row is a revision and a publication: more would keep a request too long.
MAX_ROWS = 500
SEPARATORS = ",;\t"
# Without these there is nothing to tell events by, or no event.
NEEDED = ["id", "titulo_es", "fecha"]
# How files begin that are no text at all.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileError(Exception):
    """A file of which no table can be read; `str()` of it is a sentence for people."""


@dataclass(frozen=True)
class Row:
    """A row of the table: its number as a spreadsheet counts it, and its cells by column."""

    number: int
    cells: dict[str, str]


def read_table(data: bytes, known: list[str]) -> list[Row]:
    """Return the rows of a CSV file, whatever the usual separator; raise FileError if it is none.

    `known` are the names that columns may have. Cells come without the guard against formulas and
    without white space around them; rows without any text are passed over.
    """
    lines = read_lines(read_text(data))
    if not lines:
        raise FileError(_("The file is empty."))
    names = check_names([name.strip().lower() for name in lines[0]], known)
    rows = [
        Row(number, cells_of(number, names, line))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    if not rows:
        raise FileError(_("The file has no rows below the names of the columns."))
    if len(rows) > MAX_ROWS:
        raise FileError(
            _("The file has %(count)s rows; at most %(most)s are taken at once. Split it.")
            % {"count": len(rows), "most": MAX_ROWS}
        )
    return rows


def read_text(data: bytes) -> str:
    """Return the text of a file in UTF-8."""
    if len(data) > MAX_BYTES:
        raise FileError(
            _("The file is too large: it may have %(most)s MB at most.")
            % {"most": MAX_BYTES // 1024 // 1024}
        )
    if data.startswith(WORKBOOKS):
        raise FileError(
            _("This is a workbook. In the spreadsheet, choose ‘Save as’, then ‘CSV UTF-8’.")
        )
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
    """Return the cells of all lines, parted by what parts the first one into most cells."""
    first = text.lstrip("\r\n").splitlines()[:1]
    separator = max(SEPARATORS, key=(first or [""])[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = []
    try:
        for line in reader:
            lines.append(line)
    except csv.Error as error:
        raise FileError(
            _("The row %(row)s cannot be read: a quotation mark may not be closed.")
            % {"row": len(lines) + 1}
        ) from error
    while lines and not any(cell.strip() for cell in lines[0]):
        del lines[0]
    return lines


def check_names(names: list[str], known: list[str]) -> list[str]:
    """Return the names of the columns, or say which are missing, twice there, or not known."""
    given = [name for name in names if name]
    problems = []
    if missing := [name for name in NEEDED if name not in given]:
        problems.append(_("Columns are missing: %s.") % ", ".join(missing))
    if twice := sorted(name for name, count in Counter(given).items() if count > 1):
        problems.append(_("Columns are there twice: %s.") % ", ".join(twice[:10]))
    if strange := [name[:40] for name in given if name not in known]:
        problems.append(
            _("There are no columns called: %(names)s. The columns are: %(known)s.")
            % {"names": ", ".join(strange[:10]), "known": ", ".join(known)}
        )
    if problems:
        raise FileError(" ".join(problems))
    return names


def cells_of(number: int, names: list[str], line: list[str]) -> dict[str, str]:
    """Return the cells of a line by column; what stands beside the table has no column."""
    cells = [unguarded(cell.replace("\r\n", "\n")).strip() for cell in line]
    beside = [cell for name, cell in zip(names, cells, strict=False) if not name]
    if len(cells) < len(names) or any(cells[len(names) :]) or any(beside):
        raise FileError(
            _("The row %(row)s has %(cells)s cells, but there are %(names)s columns.")
            % {"row": number, "cells": len(cells), "names": len([name for name in names if name])}
        )
    return {name: cell for name, cell in zip(names, cells, strict=False) if name}
