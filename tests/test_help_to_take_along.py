"""What people take along from help: messages, contacts, short addresses and QR codes."""

import pytest

from pages.kinds.help.models import (
    HelpIndexPage,
)

from .contact_points import contact_page, help_index
from .factories import publish_page
from .help_content import add_help, add_kreyol, add_point
from .html import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(content) -> HelpIndexPage:
    return help_index()


def test_a_message_for_whatsapp_has_title_number_and_short_address(visitor, index):
    add_help(index, "renovar", add_point(index))
    link = page(visitor, "/es/ayuda/renovar/").select_one(".help-acts a")
    assert link["href"] == (
        "https://wa.me/?text=Necesito%20renovar%0A%2B593%202-212-3456"
        "%0Ahttp%3A//localhost%3A8000/ayuda/renovar"
    )


def test_a_sensitive_page_is_not_offered_to_be_sent_by_whatsapp(visitor, index):
    add_help(index, "irme", add_point(index), sensitive=True)
    assert "wa.me" not in visitor.get("/es/ayuda/irme/").text


def test_the_contacts_of_a_page_are_a_file_for_the_telephone(visitor, index):
    points = [add_point(index, "Línea; día, noche"), add_point(index, "Otra")]
    add_point(index, "De nadie")
    add_help(index, "renovar", *points)
    response = visitor.get("/es/ayuda/renovar/contactos.vcf")
    text = response.content.decode()
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    names = [line for line in text.split("\r\n") if line.startswith("FN:")]
    assert names == ["FN:Línea\\; día\\, noche", "FN:Otra"]
    assert text.count("BEGIN:VCARD") == text.count("\nTEL") == 2


@pytest.mark.parametrize(
    ("short", "language", "leads_to"),
    [
        ("/ayuda", "es", "/es/ayuda/"),
        ("/ayuda/", "en-US,en;q=0.9", "/en/ayuda/"),
        ("/ayuda", "qu", "/es/ayuda/"),
        ("/ayuda/renovar", "en", "/en/ayuda/renovar/"),
        ("/ayuda/kreyol/", "en", "/es/ayuda/kreyol/"),
        ("/contacto", "es", "/es/contacto/"),
    ],
)
def test_a_short_address_leads_to_the_language_of_the_reader(
    visitor, index, short, language, leads_to
):
    add_help(index, "renovar", add_point(index))
    add_kreyol(index)
    contact_page()
    response = visitor.get(short, headers={"accept-language": language})
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert response["Cache-Control"] == "private, no-store"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    "short", ["/ayuda", "/contacto", "/ayuda/nada", "/ayuda/qr.svg", "/ayuda/renovar/qr.svg"]
)
def test_a_short_address_leads_nowhere_before_there_is_something(visitor, index, short):
    contact_page()
    response = visitor.get(short)
    assert response.status_code == 404
    assert "Página no encontrada" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/ayuda/qr.svg", "/ayuda/renovar/qr.svg", "/ayuda/kreyol/qr.svg"]
)
def test_a_qr_code_for_posters_is_a_vector_file(visitor, index, address):
    add_help(index, "renovar")
    add_kreyol(index)
    response = visitor.get(address)
    assert response["Content-Type"] == "image/svg+xml"
    assert "attachment" in response["Content-Disposition"]
    assert b"<svg" in response.content
    assert b"<path" in response.content


def test_a_poster_leads_to_its_page_after_that_has_another_address(visitor, index):
    help_page = add_help(index, "renovar", add_point(index))
    help_page.slug = "renovar-visa"
    publish_page(help_page)
    assert visitor.get("/ayuda/renovar")["Location"] == "/es/ayuda/renovar-visa/"
    assert visitor.get("/ayuda/renovar/qr.svg").status_code == 200
    assert visitor.get("/es/ayuda/renovar/contactos.vcf").status_code == 200
    assert visitor.get("/ayuda/enovar").status_code == 404
    add_help(index, "renovar")
    assert visitor.get("/ayuda/renovar")["Location"] == "/es/ayuda/renovar/"
