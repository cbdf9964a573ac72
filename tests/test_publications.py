"""Publications: files, their weight and text, the obligatory summary, the list."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Collection, CollectionViewRestriction

from oim_portal.accounts.roles import PUBLISHER
from oim_portal.admin.page_checks import checks_of
from oim_portal.media.models import PdfReading, PortalDocument
from oim_portal.search.models import SearchEntry
from pages.kinds.publications.models import (
    PublicationFile,
    PublicationIndexPage,
    PublicationPage,
)

from .edit_forms import form_of
from .factories import add_page, make_private, publish_page
from .html import page, text_of, texts
from .pdf_files import encrypted_pdf, pdf_with_text
from .search_requests import address, titles
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
URL = "/es/publicaciones/retorno-voluntario/"


def add_pdf(*pages: str, name: str = "informe.pdf", **facts) -> PortalDocument:
    data = pdf_with_text(*pages, **facts)
    return PortalDocument.objects.create(title=name, file=ContentFile(data, name))


def index_page() -> PublicationIndexPage:
    """The list that the first content has as a draft, published."""
    index = PublicationIndexPage.objects.get()
    if not index.live:
        publish_page(index)
    return index


def add_publication(title: str, *files: tuple[PortalDocument, str], **fields) -> PublicationPage:
    publication = add_page(
        index_page(),
        title,
        model=PublicationPage,
        **{"summary_es": "<p>Lo que se halló.</p>", "kind": "informe", "year": 2025} | fields,
    )
    for document, language in files:
        publication.files.add(PublicationFile(document=document, language=language))
    publish_page(publication)
    return publication


@pytest.fixture
def report(content) -> PublicationPage:
    """A report in two languages, of which the English one weighs over 3 MB."""
    spanish = add_pdf("Sobre la reintegración", "Anexo", language="es-EC", tagged=True)
    english = add_pdf("On reintegration", name="report.pdf")
    PortalDocument.objects.filter(pk=english.pk).update(file_size=5 * 1024 * 1024)
    return add_publication(
        *("Retorno voluntario", (spanish, "es"), (english, "en")),
        licence="by/4.0",
        series="Retornos",
        lead_es="Qué pasa al volver.",
    )


def found(visitor, typed: str, language: str = "es") -> list[str]:
    """Return what a search finds in files: title and link of each result."""
    results = page(visitor, address(typed, language)).select(".results__item")
    in_files = ("las palabras están en el archivo", "the words are in the file")
    return [
        f"{titles(result)[0]} {result.a['href']}"
        for result in results
        if any(words in text_of(result).lower() for words in in_files)
    ]


def test_readers_and_search_engines_are_told_of_each_file_before_the_download(report, visitor):
    shown = page(visitor, URL)
    assert texts(shown, ".page-head .label") == ["Informe"]
    assert texts(shown, ".publication-facts") == ["2025 2 páginas Retornos"]
    assert text_of(shown.select_one(".prose")) == "Lo que se halló."
    spanish, english = shown.select(".files__row")
    assert "Español" in text_of(spanish)
    assert "PDF, 2 páginas" in text_of(spanish)
    assert "Con etiquetas" in text_of(spanish)
    assert "bytes" in text_of(spanish.select_one(".files__weight"))
    assert "cerca de 1 segundo con una conexión lenta" in text_of(spanish)
    assert "Sin etiquetas" in text_of(english)
    assert "unos 2 minutos con una conexión lenta" in text_of(english)
    assert text_of(english.select_one(".files__heavy")) == "Pesa más de 3 MB"
    assert not spanish.select(".files__heavy")
    assert english.select('a[hreflang="en"] span[lang="en"]')
    assert english.select_one("rect")["width"] == "100.0%"
    assert shown.select('a[rel="license"][href="https://creativecommons.org/licenses/by/4.0/"]')
    cover = shown.select_one(".cover img")
    assert (cover["width"], cover["height"], cover["alt"]) == ("360", "510", "")
    assert visitor.get(cover["src"]).status_code == 200
    for link in shown.select(".files__link"):
        assert visitor.get(link["href"]).status_code == 200
    english = page(visitor, URL.replace("/es/", "/en/"))
    assert texts(english, ".publication-facts") == ["2025 1 page Retornos"]
    assert "5.0 MB" in text_of(english.select_one(".files"))

    graph = json.loads(page(visitor, URL).select_one('[type="application/ld+json"]').string)
    [told] = [node for node in graph["@graph"] if node["@type"] == "Report"]
    assert told["abstract"] == "Lo que se halló."
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [each["inLanguage"] for each in told["encoding"]] == ["es", "en"]
    assert all(each["contentUrl"].startswith("http") for each in told["encoding"])
    assert visitor.get(f"{URL}cita.bib").status_code == 200


def test_a_draft_may_lack_the_summary_and_what_is_public_may_not(content):
    publisher, index = signed_in(person(PUBLISHER)), index_page()
    add = reverse("wagtailadmin_pages:add", args=["publications", "publicationpage", index.pk])
    sent = form_of(publisher, add) | {"title": "Guía de retorno", "slug": "guia"}
    refused = publisher.post(add, sent | {"kind": "guia", "year": "2026", "action-publish": "1"})
    errors = refused.context["form"].errors
    assert errors["summary_es"] == [
        "Escriba qué dice la publicación: muchas personas no pueden descargar el archivo."
    ]
    assert publisher.post(add, sent).status_code == 302
    draft = PublicationPage.objects.get(slug="guia")
    assert not draft.live
    draft.kind, draft.year, draft.summary_es = "guia", 2026, "<p> </p>"
    with pytest.raises(ValidationError, match="Escriba qué dice"):
        publish_page(draft)


def test_words_of_a_file_lead_to_its_publication_in_the_language_of_the_file(report, visitor):
    spanish, english = report.files.all()
    assert found(visitor, "reintegracion") == [
        f"Retorno voluntario {URL}#archivo-{spanish.document_id}"
    ]
    assert found(visitor, "reintegration", "en") == [
        f"Retorno voluntario {URL.replace('/es/', '/en/')}#archivo-{english.document_id}"
    ]
    answer = page(visitor, address("reintegracion"))
    assert texts(answer, ".results__passage mark") == ["reintegración"]
    assert not SearchEntry.objects.filter(title_vector="reintegración").exists()


def test_one_file_in_two_languages_and_on_two_publications_is_read_and_found(content, visitor):
    document = add_pdf("Sobre la reintegración")
    add_publication("Retorno", (document, "en"), (document, "es"))
    add_publication("Regreso", (document, "es"))
    PdfReading.objects.get(document=document).save()
    assert sorted(found(visitor, "reintegracion")) == [
        f"{title} /es/publicaciones/{title.lower()}/#archivo-{document.pk}"
        for title in ("Regreso", "Retorno")
    ]
    ids = [each["id"] for each in page(visitor, "/es/publicaciones/retorno/").select("[id]")]
    assert ids.count(f"archivo-{document.pk}") == 1
    assert len(ids) == len(set(ids))


def test_the_text_of_a_file_that_is_not_public_is_found_no_more(report, visitor):
    document = report.files.all()[0].document
    closed = Collection.get_first_root_node().add_child(name="Interna")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    assert found(visitor, "anexo")
    PortalDocument.objects.filter(pk=document.pk).update(collection=closed)
    assert found(visitor, "anexo") == []
    assert "Español" not in text_of(page(visitor, URL).select_one(".files"))
    PortalDocument.objects.filter(pk=document.pk).update(collection=1)
    assert found(visitor, "anexo")
    document.refresh_from_db()
    document.delete()
    assert found(visitor, "anexo") == []
    report.refresh_from_db()
    make_private(report)
    assert found(visitor, "reintegration", "en") == []


def test_the_text_of_a_replaced_file_follows_it(report, visitor):
    document = report.files.all()[0].document
    document.file.save("otro.pdf", ContentFile(pdf_with_text("Sobre la acogida")), save=False)
    document.save()
    assert found(visitor, "anexo") == []
    assert len(found(visitor, "acogida")) == 1


def test_a_word_far_into_a_long_file_is_found(content, visitor):
    document = add_pdf("Retorno")
    long = " ".join(["La palabra retorno"] * 4_000) + " refugiada"
    PdfReading.objects.filter(pk=document.pk).update(text=long)
    add_publication("Retorno voluntario", (document, "es"))
    assert len(found(visitor, "refugiada")) == 1
    entry = SearchEntry.objects.get(in_file=True)
    assert len(entry.text) <= 3_000


def test_two_files_of_one_name_are_told_apart(content, visitor):
    first, second = add_pdf("Imprenta"), add_pdf("Pantalla")
    PortalDocument.objects.filter(pk=second.pk).update(title="Alta calidad")
    add_publication("Retorno voluntario", (first, "es"), (second, "es"))
    links = page(visitor, URL).select(".files__link")
    assert [text_of(link) for link in links] == ["Español , informe.pdf", "Español , Alta calidad"]
    assert len({link["href"] for link in links}) == 2
    assert {found(visitor, word)[0][-6:] for word in ("imprenta", "pantalla")}


def test_staff_are_told_what_a_pdf_lacks_and_nothing_is_refused(content):
    good = add_pdf("Retorno", language="es", title="Retorno", tagged=True)
    closed = PortalDocument.objects.create(
        title="Cerrado", file=ContentFile(encrypted_pdf("Retorno", "x"), "cerrado.pdf")
    )
    poor = add_pdf("", language="en-US")
    PdfReading.objects.filter(pk=poor.pk).update(text="")
    publication = add_publication("Retorno voluntario", (good, "es"), (closed, "es"), (poor, "es"))
    with override("es"):
        told = [(each.title, each.path) for each in checks_of(publication).languages[0].to_correct]
    assert told == [
        ("El PDF pide una contraseña", "files:1/document"),
        ("El PDF son imágenes, sin texto", "files:2/document"),
        ("El PDF no tiene etiquetas para lectores de pantalla", "files:2/document"),
        ("El PDF no dice su título", "files:2/document"),
        ("El PDF dice que está en otro idioma", "files:2/document"),
    ]


def test_the_list_asks_as_many_questions_for_many_publications(report, visitor):
    def queries() -> int:
        visitor.get("/es/publicaciones/")
        with CaptureQueriesContext(connection) as asked:
            shown = page(visitor, "/es/publicaciones/")
        assert shown.select(".publication .cover img[loading=lazy]")
        return len(asked)

    few, document = queries(), report.files.all()[0].document
    for number in range(5):
        add_publication(f"Informe {number}", (document, "es"), (document, "en"))
    assert queries() == few == 6


def test_years_and_kinds_have_addresses_with_feeds(report, visitor):
    add_publication("Guía de acogida", kind="guia", year=2024, province="EC-P")
    shown = page(visitor, "/es/publicaciones/")
    assert texts(shown, ".publication__title") == ["Retorno voluntario", "Guía de acogida"]
    assert texts(page(visitor, "/es/publicaciones/tipo/guia/"), ".publication__title") == [
        "Guía de acogida"
    ]
    for path in ("anio/2024/", "provincia/ec-p/", "anio/2025/publicaciones.xml"):
        assert visitor.get(f"/es/publicaciones/{path}").status_code == 200, path
    assert visitor.get("/es/publicaciones/anio/2023/").status_code == 404
    told = visitor.get("/datos/publicaciones.json").json()["publications"]
    assert {each["kind"] for each in told} == {"informe", "guia"}
