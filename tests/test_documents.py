"""Documents: which may be uploaded, and that none of them ever runs in a visitor's browser."""

import unicodedata
import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile

from oim_portal.media.models import PortalDocument
from oim_portal.settings.upload_limits import DOCUMENT_TYPES

pytestmark = pytest.mark.django_db

PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def archive(*members: tuple[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def open_document(kind: str, *more) -> bytes:
    return archive(("mimetype", DOCUMENT_TYPES[kind]), ("content.xml", "<office/>"), *more)


def office_document(main_part: str, *more) -> bytes:
    return archive(("[Content_Types].xml", "<Types/>"), (main_part, "<w/>"), *more)


ACCEPTABLE = {
    "informe.pdf": PDF,
    "INFORME.PDF": PDF,
    "informe.odt": open_document("odt"),
    "cifras.ods": open_document("ods"),
    "charla.odp": open_document("odp"),
    "informe.docx": office_document("word/document.xml"),
    "cifras.xlsx": office_document("xl/workbook.xml"),
    "charla.pptx": office_document("ppt/presentation.xml"),
    "cifras.csv": "año;personas\n2024;1\n".encode("cp1252"),
    "notas.txt": "\ufeffAño nuevo\n".encode("utf-16-le"),
    "lista.txt": "Año < 2024\n".encode(),
    "vacia_casi.csv": b"\n",
}

UNACCEPTABLE = {
    "no ending": ("informe", PDF),
    "a page": ("pagina.html", PAGE),
    "a page named as PDF": ("pagina.pdf", PAGE),
    "a page before a PDF": ("pagina.pdf", PAGE + PDF),
    "a picture with a script": ("dibujo.svg", b"<svg><script>alert(1)</script></svg>"),
    "SVG named as PDF": ("dibujo.pdf", b"<svg><script>alert(1)</script></svg>"),
    "a script": ("guion.js", b"alert(1)"),
    "a script named as PDF": ("guion.pdf", b"alert(1)"),
    "a program": ("programa.exe", b"MZ\x90\x00" + bytes(100)),
    "a program named as PDF": ("programa.pdf", b"MZ\x90\x00" + bytes(100)),
    "a program named as text": ("programa.txt", b"MZ\x90\x00" + bytes(100)),
    "a page named as text": ("pagina.txt", b"\xef\xbb\xbf \n" + PAGE),
    "a page in UTF-16 named as text": ("pagina.txt", PAGE.decode().encode("utf-16")),
    "half a character of UTF-16": ("notas.txt", b"\xff\xfea"),
    "a page named as CSV": ("pagina.csv", PAGE),
    "an archive": ("todo.zip", archive(("a.txt", "a"))),
    "an archive named as DOCX": ("todo.docx", archive(("a.txt", "a"))),
    "an archive named as ODT": ("todo.odt", archive(("content.xml", "a"))),
    "an archive behind a page": ("todo.docx", PAGE + office_document("word/document.xml")),
    "DOCX named as XLSX": ("informe.xlsx", office_document("word/document.xml")),
    "ODT named as ODS": ("informe.ods", open_document("odt")),
    "ODT that is cut short": ("informe.odt", open_document("odt")[:60]),
    "DOCX that is cut short": ("informe.docx", office_document("word/document.xml")[:90]),
    "ODT with a kind that does not end": (
        "informe.odt",
        archive(("mimetype", "a" * 5000), ("content.xml", "a")),
    ),
    "DOCX with macros": (
        "informe.docx",
        office_document("word/document.xml", ("word/vbaProject.bin", b"a")),
    ),
    "ODT with macros": ("informe.odt", open_document("odt", ("Basic/Standard/a.xml", b"a"))),
    "an empty archive named as DOCX": ("informe.docx", archive()),
    "an old Word document": ("informe.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "nothing at all": ("informe.pdf", b""),
}  # fmt: skip


def document(name: str = "informe.pdf", data: bytes = PDF, **fields) -> PortalDocument:
    return PortalDocument.objects.create(
        title="Informe", file=ContentFile(data, name=name), **fields
    )


def add(client, name: str, data: bytes):
    fields = {"title": "Informe", "collection": 1, "tags": ""}
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("wagtaildocs:add"), {**fields, "file": file})


def add_one_of_many(client, name: str, data: bytes, title: str = "Informe"):
    fields = {"title": title, "collection": 1, "files[]": SimpleUploadedFile(name, data)}
    return client.post(reverse("wagtaildocs:add_multiple"), fields)


@pytest.mark.parametrize("name", ACCEPTABLE)
def test_a_document_of_each_kind_can_be_uploaded_and_comes_back_unchanged(admin_client, name):
    response = add(admin_client, name, ACCEPTABLE[name])
    assert response.status_code == 302, response.context["form"].errors
    stored = PortalDocument.objects.get()
    response = admin_client.get(stored.url)
    assert b"".join(response.streaming_content) == ACCEPTABLE[name]
    assert response["Content-Type"].split(";")[0] == DOCUMENT_TYPES[name.lower().split(".")[1]]
    assert add_one_of_many(admin_client, name, ACCEPTABLE[name]).json()["success"]


@pytest.mark.parametrize("case", UNACCEPTABLE)
def test_a_document_that_is_not_what_it_says_is_refused_with_a_sentence(admin_client, case):
    name, data = UNACCEPTABLE[case]
    response = add(admin_client, name, data)
    assert response.status_code == 200
    [sentence] = response.context["form"].errors["file"]
    assert len(sentence) > 20
    answer = add_one_of_many(admin_client, name, data).json()
    assert answer == {"success": False, "error_message": sentence}
    assert not PortalDocument.objects.exists()
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("case", sorted(UNACCEPTABLE.keys() - {"nothing at all"}))
def test_code_cannot_save_what_a_form_would_refuse(case):
    name, data = UNACCEPTABLE[case]
    with pytest.raises(ValidationError):
        document(name, data)


def test_a_document_whose_title_has_to_be_shortened_first_can_still_be_uploaded(admin_client):
    answer = add_one_of_many(admin_client, "ñ" * 200 + ".pdf", PDF, title="t" * 300).json()
    waiting = UploadedFile.objects.get()
    assert answer["uploaded_file_id"] == waiting.pk
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk])
    prefix = f"uploaded-document-{waiting.pk}"
    data = {f"{prefix}-title": "Informe", f"{prefix}-collection": 1, f"{prefix}-tags": ""}
    assert admin_client.post(address, data).json()["success"]
    assert PortalDocument.objects.get().file_size == len(PDF)


def test_a_replaced_document_is_looked_at_too(admin_client):
    kept = document()
    fields = {"title": "Informe", "collection": 1, "tags": ""}
    file = SimpleUploadedFile("otra.pdf", PAGE)
    address = reverse("wagtaildocs:edit", args=[kept.pk])
    response = admin_client.post(address, {**fields, "file": file})
    assert response.context["form"].errors["file"]
    kept.refresh_from_db()
    assert kept.filename == "informe.pdf"
    assert kept.file.storage.exists(kept.file.name)


def test_a_document_keeps_its_name_below_a_folder_that_nobody_can_guess():
    first, second = document(), document()
    assert first.filename == second.filename == "informe.pdf"
    assert first.file.name != second.file.name
    assert all(len(each.file.name.split("/")[1]) >= 22 for each in (first, second))


def test_a_name_with_letters_as_macos_writes_them_keeps_its_tildes(admin_client):
    name = "Informe del año ñandú.PDF"
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed != name
    add(admin_client, decomposed, PDF)
    assert PortalDocument.objects.get().filename == "Informe_del_año_ñandú.PDF"
    assert add_one_of_many(admin_client, decomposed, PDF).json()["success"]
    for kept in PortalDocument.objects.all():
        assert kept.filename == "Informe_del_año_ñandú.PDF"


NAMES = {
    "تقرير الهجرة.docx": "تقرير_الهجرة.docx",
    "Informe «final» de \"Ana\" y 'Luis'.docx": "Informe_final_de_Ana_y_Luis.docx",
    "Anexo \u202excod.docx": "Anexo_xcod.docx",
    "Niñez; filename=evil.exe\r\nX-Evil: 1.docx": "Niñez_filenameevil.exeX-Evil_1.docx",
    "ñ" * 240 + ".docx": "ñ" * 50 + ".docx",
    "ñ" * 240 + ".docx".upper(): "ñ" * 50 + ".DOCX",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_downloaded_by_the_name_that_it_was_uploaded_with(visitor, name):
    kept = document(name, ACCEPTABLE["informe.docx"])
    assert kept.filename == NAMES[name]
    response = visitor.get(kept.url)
    told = f'filename="{NAMES[name]}"'
    if not NAMES[name].isascii():
        told = f"filename*=UTF-8''{quote(NAMES[name])}"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Disposition"].endswith(told)
    assert "X-Evil" not in response


def test_a_pdf_may_open_in_a_tab_where_nothing_else_loads(visitor):
    response = visitor.get(document().url)
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["informe.odt", "cifras.csv", "lista.txt", "charla.pptx"])
def test_every_other_document_is_downloaded_and_sandboxed(visitor, name):
    response = visitor.get(document(name, ACCEPTABLE[name]).url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_cache_asks_again_and_is_told_that_nothing_changed(visitor):
    stored = document()
    stored.get_file_hash()
    response = visitor.get(stored.url)
    assert "no-cache" in response["Cache-Control"]
    again = visitor.get(stored.url, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/documents/{pk}/otro.pdf",
        "/documents/{pk}/",
        "/documents/{pk}/../informe.pdf",
        "/documents/0/informe.pdf",
        "/documents/99999999999999999999999999/informe.pdf",
        "/documents/{pk}/informe.pdf%00",
        "/media/{path}",
    ],
)
def test_a_document_has_one_address_only(visitor, address):
    stored = document()
    response = visitor.get(address.format(pk=stored.pk, path=stored.file.name))
    assert response.status_code == (400 if "%00" in address else 404)


def test_a_document_whose_file_is_lost_is_not_found(visitor):
    stored = document()
    stored.file.storage.delete(stored.file.name)
    assert visitor.get(stored.url).status_code == 404


def test_a_document_of_a_private_collection_asks_visitors_to_sign_in(visitor, admin_client):
    private = Collection.get_first_root_node().add_child(name="Interno")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    stored = document(collection=private)
    response = visitor.get(stored.url)
    assert response.status_code == 302
    assert response["Location"].startswith("/cuenta/entrar/?next=")
    assert visitor.get(f"/media/{stored.file.name}").status_code == 404
    response = admin_client.get(stored.url)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
