"""Help in a language that the site may lack: one text, at one address, read as one language."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.one_language import languages_changed
from pages.kinds.help.models import (
    HelpIndexPage,
    OtherLanguageHelpPage,
)
from pages.models import TranslationState

from .contact_points import help_index
from .factories import publish_page
from .help_content import add_kreyol, add_point
from .html import page, text_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(content) -> HelpIndexPage:
    return help_index()


def test_help_in_another_language_is_marked_as_such_and_has_one_address(visitor, index):
    add_kreyol(index, add_point(index))
    soup = page(visitor, "/es/ayuda/kreyol/")
    assert soup.html["lang"] == "ht"
    assert soup.body["lang"] == "es"
    assert soup.h1["lang"] == "ht"
    assert soup.select_one(".prose")["lang"] == "ht"
    assert soup.select('link[rel="alternate"][hreflang]') == []
    canonical = "http://localhost:8000/es/ayuda/kreyol/"
    assert soup.select_one('link[rel="canonical"]')["href"] == canonical
    assert '"inLanguage":"ht"' in str(soup)
    assert [a["href"] for a in soup.select(".languages a")] == ["/es/ayuda/", "/en/ayuda/"]
    assert soup.select(".languages [aria-current]") == []
    response = visitor.get("/en/ayuda/kreyol/")
    assert (response.status_code, response["Location"]) == (302, "/es/ayuda/kreyol/")
    sitemap = visitor.get("/sitemap.xml").content.decode()
    assert sitemap.count("ayuda/kreyol/") == 1


def test_arabic_has_its_direction_wherever_it_is_named(visitor, index):
    add_kreyol(index, title="مساعدة", slug="ar", own_language="ar")
    soup = page(visitor, "/es/ayuda/ar/")
    assert (soup.h1["lang"], soup.h1["dir"]) == ("ar", "rtl")
    assert soup.html.get("dir") is None
    assert page(visitor, "/en/ayuda/").select_one(".help-languages a")["href"] == "/es/ayuda/ar/"


def test_languages_are_listed_on_top_by_their_own_names(visitor, index):
    add_kreyol(index)
    add_kreyol(index, title="Aide", slug="fr", own_language="fr")
    for address in ("/es/ayuda/", "/en/ayuda/", "/es/ayuda/kreyol/"):
        soup = page(visitor, address)
        links = soup.select(".help-languages a")
        assert [(text_of(a), a["lang"], a["hreflang"]) for a in links] == [
            ("Kreyòl ayisyen", "ht", "ht"),
            ("Français", "fr", "fr"),
        ]
    assert text_of(soup.select_one(".help-languages [aria-current]")) == "Kreyòl ayisyen"


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_found_in_its_own_words(visitor, index, language):
    add_kreyol(index)
    soup = page(visitor, f"/{language}/buscar/?q=dokiman")
    link = soup.select_one(".results__title")
    assert link["href"] == "/es/ayuda/kreyol/"
    assert link.select_one(".results__name")["lang"] == "ht"
    assert "Kote pou m" in text_of(link)
    call_command("update_search_entries", verbosity=0)
    assert page(visitor, f"/{language}/buscar/?q=dokiman").select(".results__title")


def test_it_is_no_translation_and_is_read_as_one_language(index):
    other = add_kreyol(index)
    publish_page(other)
    assert not TranslationState.objects.of(other).exists()
    draft = OtherLanguageHelpPage.objects.get()
    draft.title, draft.body_es = "Lòt tit", "<p>Lòt bagay.</p>"
    assert languages_changed(other, draft) == []
    assert digest_of(other) != digest_of(draft)
    draft.own_language = "fr"
    before = digest_of(other)
    other.own_language = "fr"
    assert digest_of(other) != before


def test_it_is_published_in_a_known_language_alone(index):
    for code in ("", "es", "xx"):
        with pytest.raises(ValidationError) as refused:
            OtherLanguageHelpPage(title="T", own_language=code).clean()
        assert "own_language" in refused.value.message_dict
    OtherLanguageHelpPage(title="T", own_language="zh-Hans").clean()


def test_the_form_of_another_language_has_one_tab_for_its_text(admin_client, index):
    other = add_kreyol(index)
    publish_page(other)
    address = reverse("wagtailadmin_pages:edit", args=[other.pk])
    soup = BeautifulSoup(admin_client.get(address).content.decode(), "html.parser")
    tabs = [tab.split()[0] for tab in texts(soup, '[role="tab"]')]
    assert tabs[:3] == ["Texto", "Datos", "Publicación"]
    assert soup.select_one('[name="own_language"] option[selected]')["value"] == "ht"
    assert soup.select_one('[name="body_es"]')
    assert soup.select('[name="body_en"], [name="display_title_en"]') == []
    assert "Los dos idiomas" not in soup.get_text()
    assert "/ayuda/kreyol/qr.svg" in str(soup)


def test_a_draft_in_another_language_waits_for_its_language(admin_client, index):
    address = reverse("wagtailadmin_pages:add", args=["help", "otherlanguagehelppage", index.pk])
    form = {
        "title": "Tit",
        "slug": "tit",
        "lead_es": "Lid",
        "body_es": '{"blocks": [], "entityMap": {}}',
        "own_language": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "contacts-TOTAL_FORMS": 0,
        "contacts-INITIAL_FORMS": 0,
    }
    response = admin_client.post(address, form)
    assert response.status_code == 302
    draft = OtherLanguageHelpPage.objects.get()
    response = admin_client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), form | {"action-publish": "1"}
    )
    assert "Elija el idioma de la página" in response.content.decode()
    assert OtherLanguageHelpPage.objects.get().live is False
