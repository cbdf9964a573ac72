"""Detection of code, and of parts loaded from elsewhere, in office documents (OOXML and ODF).

A part is judged by its declared type and by its first bytes, not by its name: Word runs macros from
`word/anything.bin` if `[Content_Types].xml` declares that it contains them.
"""

import lzma
import re
import zipfile
import zlib
from io import BytesIO
from typing import IO
from urllib.parse import unquote
from xml.parsers import expat

from .document_errors import LOADS_PARTS, NOT_SEEN_THROUGH, WITH_MACROS, WITH_OBJECTS, refusal

# Limits for one document, including all documents in it. An ordinary one of 20 MB has some hundred
# parts and some megabytes of text.
MAX_PARTS = 10_000
MAX_DEPTH = 3
MAX_BYTES = 64 * 1024 * 1024
MAX_ELEMENTS = 1_000_000
CHUNK = 64 * 1024

# Substrings of content types and of types of relationships, in lower case.
MACROS = ("vbaproject", "vbadata", "macroenabled", "macrosheet")
OBJECTS = ("oleobject", "activex")
# Types of relationships to content that readers follow or see. Other targets are loaded on opening.
MAY_BE_ELSEWHERE = {
    "audio", "externallink", "externallinkpath", "hyperlink", "image", "media", "video",
    "xlpathmissing",
}  # fmt: skip
# On the network: a URL, or a UNC path. Not on a drive of the author's own computer.
ELSEWHERE = re.compile(
    r"\s*(?:(?:file:)?[/\\]{2}(?!/[^/\\])|(?!file:)[a-z][a-z0-9+.-]+:)", re.IGNORECASE
)
IGNORED = re.compile(r"[\0-\x20\x7f]+")

# First bytes of old Office files (OLE), which contain macros and objects; of programs; of RTF.
OBJECT_STARTS = (b"\xd0\xcf\x11\xe0", b"MZ", b"{\\rt")
ARCHIVE_START = b"PK\x03\x04"
BLANKS = b" \t\r\n\0"  # in UTF-16 too
MARKUP_START = re.compile(rb"[ \t\r\n\0]*<|\xef\xbb\xbf|\xff\xfe|\xfe\xff")

# Root elements of parts that contain cells or drawings only, and may be large.
ROOTS_WITHOUT_CODE = {"worksheet", "sst", "pivotCacheRecords", "svg"}
ODF_SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"
DDE_ELEMENTS = {"ddeLink", "dde-source", "dde-connection-decl", "dde-link"}
DDE_FIELD = re.compile(r"\s*DDE(AUTO)?\b", re.IGNORECASE)
MACRO_ADDRESS = re.compile(
    r"\s*(vnd\.sun\.star\.script|macro:|service:|ppaction://macro)", re.IGNORECASE
)
PROGRAM_ADDRESS = re.compile(r"\s*ppaction://(program|ole)|execute\Z", re.IGNORECASE)
# Exceptions for a damaged, encrypted or unusually compressed archive.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError,
)  # fmt: skip
VIDEO_OF_LIBREOFFICE = "application/vnd.sun.star.media"


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise `ValidationError` if the document contains code, or loads parts that may contain it.

    Macros, old objects (OLE) and controls (ActiveX) are detected under any name, in embedded
    documents too, and so are templates and other parts that it loads from the network. Links,
    pictures, charts, fields and tracked changes are allowed.
    """
    Inspection().look_through(archive)


class Inspection:
    """Inspects a document and the documents embedded in it, within limits for all of them."""

    def __init__(self) -> None:
        self.parts = self.bytes = self.elements = 0

    def look_through(self, archive: zipfile.ZipFile, depth: int = 1) -> None:
        members = archive.infolist()
        self.parts += len(members)
        if self.parts > MAX_PARTS or depth > MAX_DEPTH:
            raise refusal(NOT_SEEN_THROUGH)
        for member in members:
            check_name(member.filename)
        try:
            for member in members:
                self.look_at(archive, member, depth)
        except UNREADABLE as error:
            raise refusal(NOT_SEEN_THROUGH) from error

    def look_at(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> None:
        with archive.open(member) as part:
            start = part.read(64)
            if start.startswith(OBJECT_STARTS):
                raise refusal(WITH_OBJECTS)
            if start.startswith(ARCHIVE_START):
                data = start + part.read(MAX_BYTES)
                self.count(len(data))
                self.look_through(zipfile.ZipFile(BytesIO(data)), depth + 1)
                return
            while start and not start.strip(BLANKS):
                self.count(len(start))
                start = part.read(CHUNK)
            if is_part(member.filename) or MARKUP_START.match(start):
                self.parse(part, start, member.filename)

    def parse(self, part: IO[bytes], data: bytes, name: str) -> None:
        finder = CodeFinder()
        try:
            while data:
                self.count(len(data))
                finder.parser.Parse(data)
                if self.elements + finder.elements > MAX_ELEMENTS:
                    raise refusal(NOT_SEEN_THROUGH)
                data = part.read(CHUNK)
        except PartWithoutCode:
            pass
        except (expat.ExpatError, EntityDeclared) as error:
            # Except pictures or notes of Excel (VML), which need not be well-formed.
            if is_part(name):
                raise refusal(NOT_SEEN_THROUGH) from error
        self.elements += finder.elements

    def count(self, size: int) -> None:
        self.bytes += size
        if self.bytes > MAX_BYTES:
            raise refusal(NOT_SEEN_THROUGH)


class PartWithoutCode(Exception):  # noqa: N818 (not an error)
    """The rest of this part cannot contain code."""


class EntityDeclared(Exception):  # noqa: N818 (the fault is the document's)
    """A part declares entities, which could hide code. No document needs them."""


def is_part(name: str) -> bool:
    """Return whether the programs that open the document parse this member as XML."""
    return name.casefold().endswith((".xml", ".rels"))


def check_name(name: str) -> None:
    *folders, file = name.replace("\\", "/").casefold().split("/")
    if file in ("vbaproject.bin", "vbadata.xml") or {"basic", "scripts", "macrosheets"} & {
        *folders
    }:
        raise refusal(WITH_MACROS)
    if "activex" in folders:
        raise refusal(WITH_OBJECTS)


def check_type(text: str) -> None:
    """Refuse code that is declared by a content type or the type of a relationship."""
    lower = text.casefold()
    if any(word in lower for word in MACROS):
        raise refusal(WITH_MACROS)
    if any(word in lower for word in OBJECTS) or lower.endswith("/control"):
        raise refusal(WITH_OBJECTS)


def check_relationship(kind: str, target: str, mode: str) -> None:
    if mode.casefold() != "external":
        check_type(kind)
    elif kind.rpartition("/")[2].casefold() not in MAY_BE_ELSEWHERE:
        check_place(target)


def check_place(address: str) -> None:
    """Refuse targets on the network, but not those on the author's own computer."""
    # Programs ignore white space and control characters when they load it.
    if ELSEWHERE.match(IGNORED.sub("", unquote(address))):
        raise refusal(LOADS_PARTS, place=address.strip()[:200])


class CodeFinder:
    """Refuses code in an XML part, which is fed to its parser."""

    def __init__(self) -> None:
        self.elements = 0
        self.field: list[str] = []
        # Names have the form 'namespace element', or 'element' without a namespace.
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self.entity
        self.parser.StartElementHandler = self.start

    def entity(self, *declaration) -> None:
        raise EntityDeclared

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        namespace, _space, element = name.rpartition(" ")
        if self.elements == 1 and element in ROOTS_WITHOUT_CODE:
            raise PartWithoutCode
        if element == "instrText":
            self.parser.CharacterDataHandler = self.field.append
            self.parser.EndElementHandler = self.end
        elif element == "fldChar" and self.field:
            self.end_field()
        elif element in DDE_ELEMENTS:
            raise refusal(LOADS_PARTS, place="DDE")
        elif namespace == ODF_SCRIPT:
            raise refusal(WITH_MACROS)
        elif element == "applet":
            raise refusal(WITH_OBJECTS)
        if attributes:
            check_attributes(element, attributes)

    def end(self, name: str) -> None:
        """Continue to collect the pieces of an instruction until its paragraph ends."""
        self.parser.CharacterDataHandler = None
        if name.endswith(" p"):
            self.parser.EndElementHandler = None
            self.end_field()

    def end_field(self) -> None:
        if DDE_FIELD.match("".join(self.field)):
            raise refusal(LOADS_PARTS, place="DDE")
        self.field.clear()


def check_attributes(element: str, attributes: dict[str, str]) -> None:
    if element in ("Default", "Override"):
        check_type(attributes.get("ContentType", ""))
    elif element == "Relationship":
        check_relationship(*(attributes.get(key, "") for key in ("Type", "Target", "TargetMode")))
    for name, value in attributes.items():
        key = name.rpartition(" ")[2]
        if key in ("action", "href"):
            if MACRO_ADDRESS.match(value):
                raise refusal(WITH_MACROS)
            if PROGRAM_ADDRESS.match(value):
                raise refusal(WITH_OBJECTS)
            if key == "href" and element in ("object", "object-ole", "floating-frame"):
                check_place(value)
        elif key == "instr" and DDE_FIELD.match(value):
            raise refusal(LOADS_PARTS, place="DDE")
        elif key == "language" and element == "script":
            raise refusal(WITH_MACROS)
        elif key == "mime-type" and element == "plugin" and value != VIDEO_OF_LIBREOFFICE:
            raise refusal(WITH_OBJECTS)
