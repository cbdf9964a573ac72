"""Validation of documents: the extension must be allowed, and the content must match it."""

import codecs
import os
import re
import zipfile
from collections.abc import Callable

from django.core.files.base import File

from oim_portal.settings.upload_limits import DOCUMENT_TYPES

from .document_errors import NOT_ALLOWED, NOT_WHAT_IT_SAYS, refusal
from .office_code import UNREADABLE, check_archive
from .pdf_code import check_pdf

# A text must not begin with this: a browser would take it for HTML.
MARKUP = re.compile(rb"\s*<(!doctype|\?xml|!--|html|head|body|svg|script|iframe|a\s)", re.I)
TEXT_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"

OFFICE_PARTS = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
}


def check_document(file: File, name: str) -> None:
    """Raise `ValidationError`, with a message for staff, unless the file may be uploaded.

    The extension must be one of `upload_limits.DOCUMENT_TYPES`, and the content must be of that
    type: a page, a script or a program with the extension of a PDF is refused, and so is a document
    with code. Leaves the file at its beginning.
    """
    extension = os.path.splitext(name)[1].lower().removeprefix(".")
    if extension not in DOCUMENT_TYPES:
        raise refusal(NOT_ALLOWED, kinds=", ".join(sorted(DOCUMENT_TYPES)))
    file.seek(0)
    if not CHECKS[extension](file, extension):
        raise refusal(NOT_WHAT_IT_SAYS, extension=extension)
    file.seek(0)


def _is_pdf(file: File, extension: str) -> bool:
    data = file.read()
    if not data.startswith(b"%PDF-"):
        return False
    check_pdf(data)
    return True


def _is_open_document(file: File, extension: str) -> bool:
    """Return whether this is ODF: an archive whose first member, 'mimetype', names its type."""
    archive = _archive(file)
    if archive is None or "content.xml" not in archive.namelist():
        return False
    first = archive.infolist()[0]
    if first.filename != "mimetype" or first.file_size > 100:
        return False
    try:
        if archive.read(first) != DOCUMENT_TYPES[extension].encode():
            return False
    except UNREADABLE:
        return False
    check_archive(archive)
    return True


def _is_office_document(file: File, extension: str) -> bool:
    """Return whether this is OOXML: an archive with a list of its parts and its main part."""
    archive = _archive(file)
    if archive is None:
        return False
    names = archive.namelist()
    if "[Content_Types].xml" not in names or OFFICE_PARTS[extension] not in names:
        return False
    check_archive(archive)
    return True


def _archive(file: File) -> zipfile.ZipFile | None:
    """Return the file as an archive, if it is one from its first byte on."""
    if file.read(4) != b"PK\x03\x04":
        return None
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None


def _is_text(file: File, extension: str) -> bool:
    """Return whether this is text without markup, in UTF-8, UTF-16 or a Windows code page."""
    data = file.read()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    data = data.removeprefix(codecs.BOM_UTF8)
    without_controls = data.translate(None, TEXT_CONTROLS)
    return len(without_controls) == len(data) and not MARKUP.match(data)


CHECKS: dict[str, Callable[[File, str], bool]] = {
    "pdf": _is_pdf,
    **dict.fromkeys(("csv", "txt"), _is_text),
    **dict.fromkeys(("odp", "ods", "odt"), _is_open_document),
    **dict.fromkeys(OFFICE_PARTS, _is_office_document),
}
