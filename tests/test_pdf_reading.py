"""What is read of a PDF: text, facts and first page, within limits, of the file that is there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from oim_portal.media import pdf_reading, pdf_tasks
from oim_portal.media.models import PdfReading, PortalDocument

from .document_samples import printed_pdf
from .pdf_files import encrypted_pdf, endless_pdf, pdf_bomb, pdf_with_text

pytestmark = pytest.mark.django_db


def add_pdf(data: bytes, name: str = "informe.pdf", **fields) -> PortalDocument:
    return PortalDocument.objects.create(title=name, file=ContentFile(data, name), **fields)


def reading_of(document: PortalDocument) -> PdfReading:
    return PdfReading.objects.defer(None).get(document=document)


def test_a_pdf_is_read_when_it_is_stored():
    said = pdf_with_text(
        *("Retorno voluntario", "Reintegra-"), language="es-EC", title="El retorno", tagged=True
    )
    reading = reading_of(add_pdf(said))
    assert (reading.state, reading.pages, reading.is_tagged) == ("read", 2, True)
    assert (reading.title, reading.language) == ("El retorno", "es-EC")
    assert "Retorno voluntario" in reading.text
    assert (reading.cover_width, reading.cover_height) == (360, 510)
    with default_storage.open(reading.cover_name) as cover:
        assert cover.read(4) == b"RIFF"
    assert "informe" not in reading.cover_url


def test_words_that_a_line_divides_are_put_together():
    assert pdf_reading.cleaned("la migra-\nción y la re-\nUnión del ﬂujo\0") == (
        "la migración y la re-\nUnión del flujo"
    )


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (encrypted_pdf("La trata", "secreta"), "encrypted"),
        (b"%PDF-1.7\nThe rest was lost on the way", "broken"),
        pytest.param(endless_pdf(), "broken", marks=pytest.mark.full),
        (printed_pdf(), "read"),
        (pdf_bomb(), "read"),
    ],
    ids=["encrypted", "broken", "endless", "picture", "bomb"],
)
def test_a_pdf_that_cannot_be_read_is_stored_and_has_no_text(data, state):
    reading = reading_of(add_pdf(data))
    assert (reading.state, reading.text) == (state, "")


@pytest.mark.full
def test_a_pdf_that_opens_without_a_password_is_read():
    assert "La trata" in reading_of(add_pdf(encrypted_pdf("La trata", ""))).text


def test_no_more_is_read_than_the_limits_allow():
    report = pdf_with_text(*(f"Página {number} sobre la trata" for number in range(1, 403)))
    found = pdf_reading.read(report)
    assert found["pages"] == 402
    assert "Página 400 " in found["text"]
    assert "Página 401 " not in found["text"]
    assert pdf_reading.draw_cover(pdf_bomb()) is None


@pytest.mark.full
def test_of_a_pdf_that_takes_too_long_the_pages_before_are_kept():
    endless = ") Tj (" * 9_000_000
    found = pdf_reading.read(pdf_with_text("Retorno", endless, "Nunca"), seconds=4)
    assert (found["pages"], found["text"]) == (3, "Retorno")


def test_a_replaced_file_is_read_again_and_nothing_is_kept_of_the_one_before():
    document = add_pdf(pdf_with_text("Primera edición"))
    before = reading_of(document)
    document.file.save("informe.pdf", ContentFile(pdf_with_text("Segunda")), save=False)
    document.save()
    assert reading_of(document).text == "Segunda"
    assert not default_storage.exists(before.cover_name)
    document.file.save("informe.txt", ContentFile(b"Tercera"), save=False)
    document.save()
    assert not PdfReading.objects.exists()


def test_a_file_replaced_while_it_is_read_keeps_the_text_of_the_new_one(monkeypatch):
    document = add_pdf(pdf_with_text("Primera edición"))
    read = pdf_reading.read

    def read_slowly(data):
        found = read(data)
        if "Primera" in found["text"]:
            document.file.save("informe.pdf", ContentFile(pdf_with_text("Segunda")), save=False)
            document.save()
        return found

    monkeypatch.setattr(pdf_reading, "read", read_slowly)
    PdfReading.objects.all().delete()
    pdf_tasks.read_pdf.call(document.pk)
    assert reading_of(document).text == "Segunda"


@pytest.mark.full
def test_a_command_has_what_is_missing_read(capsys):
    document = add_pdf(pdf_with_text("Retorno"))
    add_pdf(pdf_with_text("Otro"))
    PdfReading.objects.filter(document=document).delete()
    call_command("read_pdfs")
    assert capsys.readouterr().out.strip().endswith("1 documents.")
    assert reading_of(document).text == "Retorno"


def test_a_list_of_documents_reads_no_text(django_assert_num_queries):
    document = add_pdf(pdf_with_text("Retorno"))
    with django_assert_num_queries(1):
        assert PdfReading.objects.get(pk=document.pk).pages == 1
    assert "text" in PdfReading.objects.get(pk=document.pk).get_deferred_fields()
