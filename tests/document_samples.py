"""Office documents and PDF files, generated in code, and the parts to add code to them."""

import zipfile
import zlib
from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from PIL import Image

from .pictures import encoded, scene

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", OFFICE + "wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml"),
}
ODF_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "script", "presentation", "table")
)
ODF_NAMES += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
ODF_NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def archive(*members: tuple[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def content_types(*declared: str) -> str:
    return f'<?xml version="1.0"?><Types xmlns="{CONTENT_TYPES}">{"".join(declared)}</Types>'


def part_of_kind(name: str, kind: str) -> str:
    return f'<Override PartName="{name}" ContentType="{kind}"/>'


def ending_of_kind(ending: str, kind: str) -> str:
    return f'<Default Extension="{ending}" ContentType="{kind}"/>'


def relationships(*each: str) -> str:
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(each)}</Relationships>'


def relationship(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationship Id="r1" Type="{KINDS}{kind}" Target="{target}" TargetMode="{mode}"/>'


def office(kind: str, *more: tuple[str, str | bytes], main: str = "<w/>", types: str = "") -> bytes:
    """A document of Word, PowerPoint or Excel with more parts."""
    name, content_type = MAIN[kind]
    declared = content_types(part_of_kind("/" + name, content_type), types)
    return archive(("[Content_Types].xml", declared), (name, main), *more)


def word(body: str, *more: tuple[str, str | bytes], types: str = "") -> bytes:
    main = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return office("docx", *more, main=main, types=types)


def field(*pieces: str) -> str:
    texts = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{texts}{mark.format('end')}</w:p>"


def related(*each: str, part: str = "word/_rels/document.xml.rels") -> tuple[str, str]:
    return part, relationships(*each)


def workbook() -> bytes:
    """A sheet with formulas, a chart, a comment, a link and a picture, as openpyxl writes it."""
    book, buffer = Workbook(), BytesIO()
    sheet = book.active
    for year in range(2015, 2025):
        sheet.append([year, year * 3, f"=A{year - 2014}+1"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=10))
    sheet.add_chart(chart, "E2")
    sheet["A1"].hyperlink = "https://www.iom.int/es"
    sheet["B1"].comment = Comment("Según el censo", "Ana")
    book.save(buffer)
    return buffer.getvalue()


def odf(kind: str, body: str, *more: tuple[str, str | bytes]) -> bytes:
    content = f"<office:document-content {ODF_NAMES}>{body}</office:document-content>"
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive(("mimetype", mimetype), ("content.xml", content), *more)


def pdf(*objects: bytes) -> bytes:
    numbered = (b"%d 0 obj\n%b\nendobj\n" % each for each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>\n%%EOF"


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\r\n%b\nendstream" % (entries, len(content), content)


def object_stream(content: bytes, kind: bytes = b"/Type/ObjStm", filters: bytes = b"") -> bytes:
    entries = kind + b"/N 1/First 4/Filter" + (filters or b"/FlateDecode")
    return stream(entries, zlib.compress(b"9 0 " + content))


def printed_pdf() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (20, 20), "red").save(buffer, "PDF")
    return buffer.getvalue()


LINK = b"<</S/URI/URI(https://developer.mozilla.org/es/docs/Web/JavaScript)>>"
PAGE_OF_NUMBERS = stream(b"/Filter/FlateDecode", zlib.compress(b"1 0 0 -1 0 792 cm BT (A)Tj ET"))
OUTLINE = b"<</Type/Outlines/First 3 0 R/Last 3 0 R/Count 1>>"
PAGE_TEXT = stream(b"/Filter/FlateDecode", zlib.compress(b"BT(El nombre /JavaScript )Tj ET"))
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def ordinary() -> dict[str, tuple[str, bytes]]:
    """Documents without code: description -> (ending, bytes)."""
    photo = encoded(scene(), "png")
    svg = '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>'
    changes = '<w:p><w:ins w:author="Ana"><w:r><w:t>DDE</w:t></w:r></w:ins><w:del/></w:p>'
    chart = OFFICE + "drawingml.chart+xml"
    next_page = '<presentation:event-listener presentation:action="next-page"/>'
    video = (
        '<draw:plugin xlink:href="Media/a.mp4" draw:mime-type="application/vnd.sun.star.media"/>'
    )
    link = '<text:p>Macro: <text:a xlink:href="https://www.iom.int/es">OIM</text:a></text:p>'
    place = "file:///C:\\Users\\Ana\\Plantillas\\Informe.dotm"
    mac = "file:///Users/ana/Plantillas/Informe.dotm"
    settings = "word/_rels/settings.xml.rels"
    sheets = "ppt/charts/_rels/chart1.xml.rels"
    return {
        "Word with links": (
            "docx",
            word("", related(relationship("hyperlink", "https://iom.int"))),
        ),
        "Word with fields": ("docx", word(field(' TOC \\o "1-3"') + field(" PA", "GE "))),
        "Word with tracked changes": ("docx", word(changes)),
        "Word with pictures": (
            "docx",
            word("", ("word/media/a.png", photo), ("word/media/a.svg", svg)),
        ),
        "Word with a chart": (
            "docx",
            word(
                "",
                ("word/charts/chart1.xml", "<c/>"),
                ("word/embeddings/Hoja1.xlsx", workbook()),
                related(relationship("package", "../embeddings/Hoja1.xlsx", "Internal")),
                types=part_of_kind("/word/charts/chart1.xml", chart)
                + ending_of_kind("xlsx", OFFICE + "spreadsheetml.sheet"),
            ),
        ),
        "Word from a template of its author's": (
            "docx",
            word("", related(relationship("attachedTemplate", place), part=settings)),
        ),
        "Word from a template on a Mac": (
            "docx",
            word("", related(relationship("attachedTemplate", mac), part=settings)),
        ),
        "Word with the settings of a printer": (
            "docx",
            word("", ("word/printerSettings1.bin", b"\0\1" * 300)),
        ),
        "Excel": ("xlsx", workbook()),
        "Excel with notes as Excel draws them": (
            "xlsx",
            office("xlsx", ("xl/drawings/vmlDrawing1.vml", "<xml><br><p></xml>")),
        ),
        "Excel with links to another workbook": (
            "xlsx",
            office(
                "xlsx",
                (
                    "xl/externalLinks/externalLink1.xml",
                    "<externalLink><externalBook/></externalLink>",
                ),
                related(relationship("externalLinkPath", "https://oim.sharepoint.com/cifras.xlsx")),
            ),
        ),
        "PowerPoint with a film and buttons": (
            "pptx",
            office(
                "pptx",
                (
                    "ppt/slides/slide1.xml",
                    '<p><a action="ppaction://hlinkshowjump?jump=nextslide"/></p>',
                ),
                related(relationship("video", "https://www.youtube.com/watch?v=1")),
            ),
        ),
        "PowerPoint with a chart of a workbook": (
            "pptx",
            office(
                "pptx", related(relationship("oleObject", "file:///D:/cifras.xlsx"), part=sheets)
            ),
        ),
        "LibreOffice Writer": ("odt", odf("text", "<office:scripts/>" + link)),
        "LibreOffice Calc with a chart": (
            "ods",
            odf(
                "spreadsheet",
                '<draw:object xlink:href="./Object 1"/>',
                ("Object 1/content.xml", f"<office:document-content {ODF_NAMES}/>"),
                ("Configurations2/accelerator/current.xml", ""),
            ),
        ),
        "LibreOffice Impress with a film": ("odp", odf("presentation", next_page + video)),
        "PDF as printed": ("pdf", printed_pdf()),
        "PDF with links and outlines": (
            "pdf",
            pdf(b"<</OpenAction[2 0 R/Fit]>>", LINK, OUTLINE, PAGE_TEXT),
        ),
        "PDF with packed objects that say how they are not packed": (
            "pdf",
            pdf(object_stream(LINK, filters=b"/FlateDecode/DecodeParms null"), PAGE_TEXT),
        ),
        "PDF with a table of places by differences": (
            "pdf",
            pdf(
                object_stream(LINK),
                stream(
                    b"/Type/XRef/DecodeParms<</Columns 4/Predictor 12>>/Filter/FlateDecode",
                    zlib.compress(bytes(25)),
                ),
            ),
        ),
        "PDF with packed objects": (
            "pdf",
            pdf(object_stream(LINK), OUTLINE, PAGE_TEXT, PAGE_OF_NUMBERS),
        ),
        "PDF with a form": (
            "pdf",
            pdf(b"<</AcroForm<</Fields[3 0 R]>>>>", b"<</FT/Tx/T(nombre)>>"),
        ),
        "PDF with a password for changes": ("pdf", pdf(b"<</Encrypt 2 0 R>>", PAGE_TEXT)),
    }
