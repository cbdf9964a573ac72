"""One page in several languages: the switch, the fallback, and what search engines are told."""

import pytest
from django.conf import settings
from django.test import Client
from wagtail.users.models import UserProfile

from oim_portal.accounts.models import User
from pages.models import BasePage, MissionPage, SectionPage, TranslationState
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .factories import add_page, publish_page
from .html import page, text_of, texts
from .staff import signed_in

pytestmark = pytest.mark.django_db

MISSION = "/es/quienes-somos/mision/"
UNTRANSLATED = "This page has not been translated yet. You are reading it in Spanish."
UNREVIEWED = "This translation has not been reviewed by the office yet."


def alternates(soup) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}


def canonical(soup) -> str:
    (link,) = soup.select("link[rel=canonical]")
    return link["href"]


@pytest.mark.parametrize("asked", ["es", "en"])
def test_the_switch_leads_to_the_same_page_in_every_language(content, visitor, asked):
    for each in BasePage.objects.published().filter(depth__gte=2):
        soup = page(visitor, each.url_in(asked))
        switch = soup.select(".languages a")
        assert {link["hreflang"]: link["href"] for link in switch} == {
            "es": each.url_in("es"),
            "en": each.url_in("en"),
        }
        assert [link["lang"] for link in switch if link.get("aria-current")] == [asked]
        assert [text_of(link) for link in switch] == ["Español", "English"]


def test_the_switch_of_a_page_that_does_not_exist_leads_to_the_front_page(content, visitor):
    answer = visitor.get("/en/nothing/").content.decode()
    assert 'href="/es/" lang="es"' in answer


@pytest.mark.parametrize(
    ("path", "asked", "kept"),
    [
        ("quienes-somos/historia/", "decada=1960", "decada=1960"),
        ("quienes-somos/historia/", "utm=x&tema=legal&decada=1970&_=1", "decada=1970&tema=legal"),
        ("programas/", "estado=historico&lang=es", "estado=historico"),
        ("buscar/", "q=convenio+%C3%B1&tipo=hecho&pagina=1&x=<b>", "tipo=hecho&q=convenio+%C3%B1"),
        ("datos/", "q=1", ""),
        ("quienes-somos/mision/", "q=1&decada=1960", ""),
    ],
)
def test_the_switch_keeps_filters_and_searches_and_nothing_that_others_add(
    content, visitor, path, asked, kept
):
    soup = page(visitor, f"/es/{path}?{asked}")
    end = f"?{kept}" if kept else ""
    switch = {link["hreflang"]: link["href"] for link in soup.select(".languages a")}
    assert switch == {code: f"/{code}/{path}{end}" for code in ("es", "en")}
    assert visitor.get(switch["en"]).status_code == 200
    for link in soup.select("link[rel=canonical], head link[hreflang]"):
        assert "?" not in link["href"]


def test_the_switch_keeps_no_filter_that_does_not_exist(content, visitor):
    for path in ("quienes-somos/historia/?decada=1234", "programas/?estado=legal", "nada/?q=1"):
        answer = visitor.get(f"/es/{path}")
        assert answer.status_code == 404
        assert 'href="/en/" lang="en"' in answer.content.decode()


def test_a_page_without_a_translation_is_shown_in_spanish_and_says_so(content, visitor):
    untranslated = add_page(title="Sin traducir", lead_es="Solo en español.")
    soup = page(visitor, untranslated.url_in("en"))
    assert soup.html["lang"] == "en"
    assert texts(soup, ".notice") == [UNTRANSLATED]
    for selector, text in [("h1", "Sin traducir"), (".page-head__lead", "Solo en español.")]:
        element = soup.select_one(selector)
        assert (element["lang"], text_of(element)) == ("es", text)
    assert page(visitor, untranslated.url_in("es")).select(".notice, main [lang]") == []


def test_search_engines_are_told_only_of_the_languages_in_which_a_page_is_translated(
    content, visitor
):
    untranslated = add_page(title="Sin traducir")
    in_spanish = settings.PORTAL_URL + untranslated.url_in("es")
    for language in ("es", "en"):
        soup = page(visitor, untranslated.url_in(language))
        assert canonical(soup) == in_spanish
        assert alternates(soup) == {}


def test_a_translated_page_names_itself_in_every_language(content, visitor):
    for language in ("es", "en"):
        soup = page(visitor, MISSION.replace("/es/", f"/{language}/"))
        address = settings.PORTAL_URL + MISSION
        english = address.replace("/es/", "/en/")
        assert canonical(soup) == (address if language == "es" else english)
        assert alternates(soup) == {"es": address, "en": english, "x-default": address}


def test_the_canonical_address_holds_no_query_and_no_other_host(content, visitor):
    answer = Client(headers={"host": "127.0.0.1"}).get(f"{MISSION}?utm_source=boletin")
    assert f'rel="canonical" href="{settings.PORTAL_URL}{MISSION}"' in answer.content.decode()


def test_a_text_that_lacks_a_translation_is_shown_in_spanish_with_its_language(content, visitor):
    half = add_page(title="A medias", display_title_en="Halfway", lead_es="Entrada.")
    soup = page(visitor, half.url_in("en"))
    assert not soup.h1.has_attr("lang")
    assert soup.select_one(".page-head__lead")["lang"] == "es"
    assert UNTRANSLATED not in texts(soup, ".notice")


@pytest.mark.parametrize("emptied", ["", '<p data-block-key="a1b2c"></p>', "<p>&nbsp;</p>\n"])
def test_an_emptied_rich_text_falls_back_to_spanish(content, visitor, emptied):
    mission = MissionPage.objects.get()
    mission.opening_en = emptied
    publish_page(mission)
    mission.refresh_from_db()
    assert mission.opening_en == ""
    text = page(visitor, MISSION.replace("/es/", "/en/")).select_one(".prose")
    assert text["lang"] == "es"
    assert text_of(text).startswith("La Organización Internacional para las Migraciones")


def test_an_emptied_title_falls_back_to_spanish(content, visitor):
    """deschler/django-modeltranslation#59."""
    mission = MissionPage.objects.get()
    mission.display_title_en = ""
    publish_page(mission)
    soup = page(visitor, MISSION.replace("/es/", "/en/"))
    assert text_of(soup.h1) == "Nuestra Misión"
    assert soup.select("link[hreflang=en]") == []
    assert b"/en/quienes-somos/mision/" not in visitor.get("/sitemap.xml").content


def test_a_stream_without_a_translation_is_shown_in_spanish(content, visitor):
    """infoportugal/wagtail-modeltranslation#143."""
    body = [("paragraph", "<p>Solo en español.</p>")]
    half = add_page(title="A medias", display_title_en="Halfway", body_es=body)
    text = page(visitor, half.url_in("en")).find(string="Solo en español.")
    assert text.find_parent(lang=True)["lang"] == "es"


def test_an_admin_in_english_saves_no_english_over_the_spanish(content):
    """infoportugal/wagtail-modeltranslation#141; wagtail/wagtail#6511 for the other screens."""
    root = User.objects.create_superuser("raiz@example.org", "x" * 20)
    UserProfile.objects.create(user=root, preferred_language="en")
    client = signed_in(root)
    mission = MissionPage.objects.get()
    address = f"/admin/pages/{mission.pk}/edit/"
    fields = form_of(client, address) | {"display_title_en": "Our aim"}
    client.post(address, fields)
    draft = MissionPage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.display_title_es) == ("Nuestra Misión",) * 2
    assert draft.display_title_en == "Our aim"
    for screen in (
        f"pages/{mission.get_parent().pk}/",
        "reports/traducciones/",
        "historia/importar/",
    ):
        assert page(client, f"/admin/{screen}").html["lang"] == "en"


def test_menus_and_lists_mark_a_title_that_has_no_translation(content, visitor):
    add_page(BasePage.objects.get(slug="quienes-somos"), "Nueva")
    soup = page(visitor, "/en/quienes-somos/")
    for place in (".page-list", "footer"):
        (link,) = [link for link in soup.select(f"{place} a") if text_of(link) == "Nueva"]
        assert "es" in {link.get("lang"), link.parent.get("lang")}, place


def test_a_translation_is_marked_until_the_office_has_reviewed_it(content, visitor):
    english = MISSION.replace("/es/", "/en/")
    assert texts(page(visitor, english), ".notice") == [UNREVIEWED]
    TranslationState.objects.of(MissionPage.objects.get()).update(reviewed=True)
    assert texts(page(visitor, english), ".notice") == []
    assert texts(page(visitor, "/en/quienes-somos/valores/"), ".notice") == [UNREVIEWED]


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        ("", "es"),
        ("en", "en"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("fr,en;q=0.5,es;q=0.8", "es"),
        ("qu,de", "es"),
        ("*", "es"),
        ("en;q=nonsense", "es"),
    ],
)
def test_the_root_leads_to_the_language_that_the_browser_prefers(db, preferred, language):
    answer = Client(headers={"host": "localhost", "accept-language": preferred}).get("/")
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer["Vary"]


def test_a_page_is_in_the_language_of_its_address_whatever_the_browser_prefers(content):
    reader = Client(headers={"host": "localhost", "accept-language": "en"})
    answer = reader.get(MISSION)
    assert answer["Content-Language"] == "es"
    assert "Accept-Language" not in answer.get("Vary", "")


def test_the_spanish_title_is_the_title_of_the_tree_however_a_page_is_saved(content):
    section = SectionPage.objects.get()
    section.title = "Quiénes somos hoy"
    with publishing_reason("test"):
        section.save()
    section.refresh_from_db()
    assert section.display_title_es == "Quiénes somos hoy"
    section.title = "Quiénes somos siempre"
    publish_page(section)
    section.refresh_from_db()
    assert section.display_title_es == section.title == "Quiénes somos siempre"
    assert section.display_title_en == "Who we are"
