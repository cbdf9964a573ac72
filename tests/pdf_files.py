"""PDF files with text, generated in code, sound and otherwise."""

import zlib
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from .document_samples import stream

A4 = b"/MediaBox[0 0 595 842]"


def pdf_of(*objects: bytes) -> bytes:
    """A PDF with a table of its objects, of which the first is the catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + rows + end % (count, len(out))


def pdf_with_text(*pages: str, language: str = "", title: str = "", tagged: bool = False) -> bytes:
    """A PDF with a line of text on each page."""
    marks = b"/MarkInfo<</Marked true>>" if tagged else b""
    said = b"/Lang(%b)" % language.encode() if language else b""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%b%b>>" % (said, marks),
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, text in enumerate(pages):
        written = b"BT /F1 24 Tf 72 720 Td (%b) Tj ET" % text.encode("cp1252")
        links = b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R" % (5 + 2 * number)
        objects.append(b"<</Type/Page/Parent 2 0 R%b%b>>" % (A4, links))
        objects.append(stream(b"/Filter/FlateDecode", zlib.compress(written)))
    data = pdf_of(*objects)
    if not title:
        return data
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.add_metadata({"/Title": title})
    return written_by(writer)


def encrypted_pdf(text: str, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_with_text(text))))
    writer.encrypt(user_password=password, owner_password="dueño", algorithm="RC4-128")
    return written_by(writer)


def written_by(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_bomb() -> bytes:
    """Under ten kilobytes that unpack to 300 MB of drawing."""
    content = zlib.compress(zlib.compress(b"q " * 150_000_000, 1))
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R%b/Contents 4 0 R>>" % A4,
        stream(b"/Filter[/FlateDecode/FlateDecode]", content),
    )


def endless_pdf() -> bytes:
    """A tree of pages that contains itself."""
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>")
