"""Excel workbooks (.xlsx), read as the text of their cells.

A cell becomes the text that a person sees in it: 1974 and not 1974.0, `sí` and not TRUE, a date as
exact as its format shows it. The unpacked size is checked before openpyxl parses any part, since a
few kilobytes may unpack into gigabytes. All failures of openpyxl are one error message.
"""

import datetime
import io
import re
from collections.abc import Callable, Iterator
from zipfile import ZipFile

from django.utils.translation import gettext as _, gettext_lazy

from .date_words import MONTH_NAMES
from .headings import FileError

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0"  # workbooks until 2003, and files with a password
PASSWORD = "EncryptedPackage".encode("utf-16-le")
MOST_PARTS = 500
MOST_BYTES = 24 * 1024 * 1024  # unpacked, all parts
# Parsed tags take far more memory than their bytes. Five hundred rows have less than a tenth.
MOST_TAGS, MOST_TAGS_ELSEWHERE = 400_000, 40_000
TABLES = ("xl/worksheets/", "xl/sharedStrings.xml")
MOST_SHEETS = 50
MOST_COLUMNS = 100
MOST_ROWS = 20_000  # empty ones included
ROWS_BEFORE_HEADING = 100
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
SHEET = re.compile(rb"sheetId\s*=")
NO_WORKBOOK = gettext_lazy("This is not a workbook of Excel. Save it as ‘.xlsx’ or ‘CSV UTF-8’.")
DAMAGED = gettext_lazy(
    "This workbook is damaged and cannot be read. Open it in Excel and save it again."
)
TOO_LARGE = gettext_lazy(
    "This workbook is too large inside. Copy the table alone into a new workbook and send that."
)
HAS_PASSWORD = gettext_lazy("This workbook has a password. Save it without one, and send it again.")
HAS_MACROS = gettext_lazy("This workbook holds macros. Save it as ‘.xlsx’, which has none.")
# Parts of number formats without a day, month or year.
NO_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|h+[^a-z]*m+(?:[^a-z]*s+)?|m+:s+')


def is_workbook(data: bytes) -> bool:
    """Return whether a file begins like a workbook of any kind."""
    return data.startswith((*ZIP, OLE))


def read_workbook(
    data: bytes, is_heading: Callable[[list[str]], bool]
) -> tuple[list[list[str]], str]:
    """Return the rows of the first visible sheet with headings, and a message on the choice.

    Empty rows are included, so that rows are numbered as in the sheet. Raises FileError.
    """
    from openpyxl import load_workbook  # 6 MB that other processes do without

    try:
        has_formulas = check(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        firsts = [(sheet, row) for sheet in sheets if (row := first_row(sheet))]
        if not firsts:
            raise FileError(_("The workbook is empty."))
        sheet = next((sheet for sheet, row in firsts if is_heading(row)), firsts[0][0])
        rows = [texts_of(row) for row in rows_of(sheet)]
        if has_formulas:
            check_results(data, book.worksheets.index(sheet))
    except FileError:
        raise
    except Exception as error:  # openpyxl and zipfile raise many kinds for damaged parts
        raise FileError(DAMAGED) from error
    others = ", ".join(each.title for each in sheets if each is not sheet)
    message = _("The sheet ‘%(sheet)s’ was read. Others were not: %(others)s.")
    return rows, message % {"sheet": sheet.title, "others": others} if others else ""


def check(data: bytes) -> bool:
    """Raise FileError if openpyxl should not read the file; return whether it has formulas."""
    if data.startswith(OLE):
        if PASSWORD in data:
            raise FileError(HAS_PASSWORD)
        raise FileError(_("This is a workbook of an old kind (.xls). Save it as ‘.xlsx’."))
    with ZipFile(io.BytesIO(data)) as archive:
        check_kind(archive)
        return check_size(archive)


def check_kind(archive: ZipFile) -> None:
    names = set(archive.namelist())
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise FileError(HAS_PASSWORD)
    if names & {"content.xml", "xl/workbook.bin", "Index/Document.iwa"}:
        raise FileError(NO_WORKBOOK)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileError(HAS_MACROS)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise FileError(NO_WORKBOOK)


def check_size(archive: ZipFile) -> bool:
    """Check the unpacked size, and return whether there are formulas.

    zipfile itself never unpacks more than a part declares.
    """
    parts = archive.infolist()
    has_formulas, tags, sheets = False, 0, 0
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise FileError(TOO_LARGE)
    for part in parts:
        content = archive.read(part)
        count = content.count(b"<")
        is_table = part.filename.startswith(TABLES)
        tags += count if is_table else 0
        if tags > MOST_TAGS or (not is_table and count > MOST_TAGS_ELSEWHERE):
            raise FileError(TOO_LARGE)
        if b"macroEnabled" in content and part.filename == "[Content_Types].xml":
            raise FileError(HAS_MACROS)
        sheets += len(SHEET.findall(content)) if not is_table else 0
        has_formulas |= is_table and bool(FORMULA.search(content))
    if sheets > MOST_SHEETS:
        raise FileError(_("The workbook has more than %s sheets.") % MOST_SHEETS)
    return has_formulas


def first_row(sheet) -> list[str]:
    """Return the first row with text; an empty list if the sheet begins far below."""
    rows = sheet.iter_rows(max_row=ROWS_BEFORE_HEADING, max_col=MOST_COLUMNS, values_only=True)
    texts = ([str(value) if value is not None else "" for value in row] for row in rows)
    return next((row for row in texts if any(cell.strip() for cell in row)), [])


def rows_of(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # cells outside the declared size would be left out
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_ROWS:
            raise FileError(
                _("The sheet goes on below row %s. Copy the table into a sheet of its own.")
                % MOST_ROWS
            )
        yield row


def texts_of(row: tuple) -> list[str]:
    texts = [text_of(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def text_of(cell) -> str:
    """Return the text that a person sees in a cell."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        raise FileError(
            _("The cell %(cell)s holds an error of the spreadsheet (%(error)s): mend it there.")
            % {"cell": cell.coordinate, "error": value}
        )
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return date_text(value, cell.number_format)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n")


def date_text(value: datetime.date, code: str) -> str:
    """Return a date as exact as its format shows it.

    Excel turns `sep-65` into the first of September, and `sep-16` into 16 September of this year:
    the format does not show the part that it has added.
    """
    shown = set(NO_DATE.sub("", code.lower().split(";")[0])) & set("ymd")
    if shown == {"y", "m"}:
        return f"{value:%Y-%m}"
    if shown == {"y"}:
        return f"{value:%Y}"
    if shown == {"m", "d"}:
        return f"{value.day}-{MONTH_NAMES[value.month - 1][0][:3]}"
    time = f"{value: %H:%M}" if isinstance(value, datetime.datetime) else ""
    return f"{value:%Y-%m-%d}" + ("" if time == " 00:00" else time)


def check_results(data: bytes, place: int) -> None:
    """Raise FileError if a sheet has a formula without the result that Excel stores with it."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    results = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    pairs = zip(rows_of(book.worksheets[place]), rows_of(results.worksheets[place]), strict=False)
    for formulas, values in pairs:
        for formula, result in zip(formulas, values, strict=False):
            # The data type of a result that is an empty text is 'str'.
            if formula.data_type == "f" and result.value is None and result.data_type == "n":
                raise FileError(
                    _(
                        "The cell %s has a formula without a result. Open the file in the"
                        " spreadsheet, save it, and send it again."
                    )
                    % formula.coordinate
                )
