"""Passing a page on: links on every public page, which load nothing, and its address to copy."""

import pytest
from wagtail.models import Site

from pages.models import BasePage

from .factories import add_page, publish_page
from .html import page as read, text_of, texts

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"


def public_addresses() -> list[str]:
    root = Site.objects.get().root_page
    pages = BasePage.objects.descendant_of(root, inclusive=True).published().public()
    return [page.url_in("es") for page in pages.with_own_url()]


def test_every_public_page_is_passed_on_by_its_own_address(content, visitor):
    addresses = [*public_addresses(), "/es/datos/"]
    assert len(addresses) > 25
    for address in addresses:
        soup = read(visitor, address)
        assert len(soup.select(".sharing")) == 1, address
        whatsapp, mail = (link["href"] for link in soup.select(".sharing a"))
        own = soup.select_one('link[rel="canonical"]')["href"]
        assert own == PORTAL + address
        quoted = own.replace(":", "%3A")
        assert whatsapp.startswith("https://wa.me/?text=")
        assert mail.startswith("mailto:?subject=")
        assert [each.endswith(quoted) for each in (whatsapp, mail)] == [True, True]
        button = soup.select_one(".sharing button")
        assert (button["data-copy"], button.has_attr("hidden")) == (own, True)
        assert not soup.select("script[src^='http'], iframe, img[src^='http']")


def test_an_untranslated_page_is_passed_on_in_spanish_under_english_labels(content, visitor):
    add_page(title="Contenido")
    soup = read(visitor, "/en/contenido/")
    assert text_of(soup.select_one(".sharing h2")) == "Share"
    assert texts(soup, ".sharing a") == ["Share on WhatsApp", "Send by e-mail"]
    assert text_of(soup.select_one(".sharing button")) == "Copy link"
    assert soup.select_one(".sharing button")["data-copy"] == f"{PORTAL}/es/contenido/"


@pytest.mark.parametrize("address", ["/es/buscar/?q=oim", "/es/no-existe/", "/cuenta/entrar/"])
def test_what_is_for_one_visitor_alone_is_not_passed_on(content, visitor, address):
    assert "wa.me" not in visitor.get(address).text


def test_a_sensitive_page_is_not_passed_on(content, visitor):
    page = add_page(title="Apoyo", sensitive=True)
    publish_page(page)
    assert not read(visitor, "/es/apoyo/").select(".sharing")
