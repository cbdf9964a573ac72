"""Help: what people need, whom to call, in the site's languages and in others."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from oim_portal.media.deletion import delete_permanently
from oim_portal.web.stylesheets import join
from pages import frame
from pages.kinds.help.models import (
    HelpIndexPage,
    HelpPage,
)
from pages.kinds.help.needs import ending, whole
from pages.views import unavailable

from .clock import Clock
from .contact_points import contact_page, help_index
from .factories import make_private, publish_page
from .help_content import add_help, add_kreyol, add_point
from .html import page, text_of, texts

pytestmark = pytest.mark.django_db

ANYWHERE = ["/es/", "/en/", "/es/quienes-somos/mision/", "/es/buscar/?q=xyzzyx"]
FOUND = "/es/buscar/?q=oim"


@pytest.fixture
def index(content) -> HelpIndexPage:
    return help_index()


# Titles


@pytest.mark.parametrize(
    ("typed", "language", "stored"),
    [
        ("renovar mi visa", "es", "Necesito renovar mi visa"),
        ("Renovar mi visa", "es", "Necesito renovar mi visa"),
        ("OIM: hablar con alguien", "es", "Necesito OIM: hablar con alguien"),
        ("Necesito renovar mi visa", "es", "Necesito renovar mi visa"),
        ("necesito renovar mi visa", "es", "Necesito renovar mi visa"),
        ("… renovar mi visa", "es", "Necesito renovar mi visa"),
        ("renew my visa", "en", "I need to renew my visa"),
        ("I need to renew my visa", "en", "I need to renew my visa"),
        ("¿Cómo renuevo?", "es", "¿Cómo renuevo?"),
        ("", "en", ""),
    ],
)
def test_a_title_has_its_beginning_once_however_it_is_typed(typed, language, stored):
    assert whole(typed, language, 255) == stored
    assert whole(stored, language, 255) == stored


def test_a_list_shows_the_end_of_a_title_alone():
    assert ending("Necesito… renovar mi visa", "es") == "renovar mi visa"
    assert ending("NECESITO renovar", "es") == "renovar"
    assert ending("Necesitode todo", "es") == ""


def test_a_title_without_room_for_its_beginning_stays_as_it_is():
    long = "a" * 250
    assert whole(long, "es", 255) == long


def test_a_question_is_refused_with_a_sentence(index):
    draft = HelpPage(title="¿Cómo renuevo mi visa?", slug="visa")
    with pytest.raises(ValidationError) as refused:
        draft.clean()
    assert "signos de interrogación" in str(refused.value.message_dict["title"])


# What the public sees


@pytest.mark.parametrize("address", [*ANYWHERE, FOUND, "/es/nada/"])
def test_nothing_of_help_is_public_before_there_is_some(visitor, index, address):
    soup = BeautifulSoup(visitor.get(address).content.decode(), "html.parser")
    named = {*texts(soup, "a, h1, h2, h3, h4")}
    assert named & {"Ayuda", "Help", "Ayuda en otros idiomas", "Contactos", "Necesito…"} == set()
    assert not any("/ayuda" in link["href"] for link in soup.select("a[href]"))


def test_an_index_without_anything_in_it_leads_on(visitor, index):
    soup = page(visitor, "/es/ayuda/")
    assert text_of(soup.h1) == "Ayuda"
    assert soup.select_one('main a[href="/es/quienes-somos/"]')


@pytest.mark.parametrize("address", ANYWHERE)
def test_help_is_in_the_header_of_every_page_once_it_is_public(visitor, index, address):
    add_help(index)
    add_help(index, "hablar con alguien")
    soup = page(visitor, address)
    language = address[1:3]
    link = soup.select_one("header .help-link")
    assert link["href"] == f"/{language}/ayuda/"
    assert text_of(link) == {"es": "Ayuda", "en": "Help"}[language]


def test_the_only_need_is_one_tap_away(visitor, index):
    add_help(index)
    link = page(visitor, "/es/").select_one("header .help-link")
    assert link["href"] == "/es/ayuda/renovar-un-documento/"


def test_the_index_says_what_people_need_once_and_in_the_order_of_the_tree(visitor, index):
    first = add_help(index, "hablar con alguien", display_title_en="talk to somebody")
    second = add_help(index, "renovar un documento")
    second.move(first, pos="left")
    soup = page(visitor, "/es/ayuda/")
    assert text_of(soup.h1) == "Necesito…"
    assert texts(soup, "main .needs__link") == ["renovar un documento", "hablar con alguien"]
    english = page(visitor, "/en/ayuda/")
    assert text_of(english.h1) == "I need to…"
    spanish, translated = english.select("main .needs__link")
    assert (text_of(spanish), spanish["lang"]) == ("Necesito renovar un documento", "es")
    assert (text_of(translated), translated.get("lang")) == ("talk to somebody", None)


def test_a_help_page_says_whom_to_call_before_what_to_do(visitor, index):
    points = [add_point(index, "Correo", channel="correo", value="a@example.org")]
    points.append(add_point(index, "Línea"))
    add_help(index, "renovar", *points, steps=[("Llame", "<p>Hoy.</p>")], lead_es="Se puede.")
    soup = page(visitor, "/es/ayuda/renovar/")
    assert text_of(soup.h1) == "Necesito renovar"
    assert text_of(soup.h1.select_one(".need")) == "Necesito"
    call = soup.h1.find_next_sibling()
    assert call.select_one("a")["href"] == "tel:+59322123456"
    assert texts(soup, ".steps__title") == ["Llame"]
    assert texts(soup, ".contact-point__title") == ["Correo", "Línea"]
    english = page(visitor, "/en/ayuda/renovar/")
    assert texts(english, ".steps__title") == ["Llame (en)"]
    assert english.select_one(".steps .prose")["lang"] == "es"


def test_a_point_that_expires_is_gone_to_the_second(visitor, index, monkeypatch):
    clock = Clock()
    point = add_point(index, expire_at=clock.end)
    add_help(index, "renovar", point)
    add_help(index, "hablar")
    monkeypatch.setattr("django.utils.timezone.now", clock)
    address, cards = "/es/ayuda/renovar/", "/es/ayuda/renovar/contactos.vcf"
    assert "+593 2-212-3456" in visitor.get(address).content.decode()
    assert visitor.get(cards).status_code == 200
    assert "Línea" in visitor.get("/es/nada/").content.decode()
    clock.pass_the_end()
    shown = visitor.get(address).content.decode()
    assert "000 0000" not in shown
    assert "%20000%20" not in shown  # the message for WhatsApp
    assert "con-quien" not in shown
    assert visitor.get(cards).status_code == 404
    assert "Línea" not in visitor.get("/es/nada/").content.decode()


def test_a_private_or_withdrawn_point_is_not_shown_and_a_deleted_one_breaks_no_version(
    visitor, index
):
    hidden, gone, shown = (add_point(index, title) for title in ("Uno", "Dos", "Tres"))
    help_page = add_help(index, "renovar", hidden, gone, shown)
    publish_page(help_page)
    version = Revision.objects.get(pk=help_page.latest_revision_id)
    make_private(hidden)
    with delete_permanently():
        gone.delete()
    assert texts(page(visitor, "/es/ayuda/renovar/"), ".contact-point__title") == ["Tres"]
    before = version.as_object().contacts.all()
    assert [row.point for row in before] == [hidden, None, shown]


def test_a_page_without_a_public_point_leads_to_all_contacts_if_there_are_any(visitor, index):
    contact_page()
    add_help(index, "renovar")
    assert page(visitor, "/es/ayuda/renovar/").select("aside") == []
    add_point(index)
    soup = page(visitor, "/es/ayuda/renovar/")
    assert soup.select_one('aside a[href="/es/contacto/"]')
    assert soup.select(".contact-points") == []


@pytest.mark.parametrize("address", ["/es/nada/", "/es/buscar/?q=xyzzyx"])
def test_what_found_nothing_leads_to_needs_and_the_first_contact(visitor, index, address):
    add_point(index, "Primera")
    add_point(index, "Segunda")
    for number in range(7):
        add_help(index, f"cosa {number}")
    soup = BeautifulSoup(visitor.get(address).content.decode(), "html.parser")
    assert texts(soup, "main .needs__link") == [f"cosa {number}" for number in range(5)]
    assert soup.select_one('main a[href="/es/ayuda/"]')
    assert texts(soup, "main .contact-point__title") == ["Primera"]


def test_a_step_is_found_by_its_words_and_at_its_place(visitor, index):
    steps = [("Llame", "<p>Hoy.</p>"), ("Lleve la cédula", "<p>Y una copia.</p>")]
    add_help(index, "renovar", steps=steps)
    soup = page(visitor, "/es/buscar/?q=cédula")
    assert soup.select_one(".results__title")["href"] == "/es/ayuda/renovar/#paso-2"
    assert page(visitor, "/es/ayuda/renovar/").select_one("#paso-2")


def test_search_engines_get_a_question_with_its_answer(visitor, index):
    add_help(index, "renovar", lead_es="Se puede.", steps=[("Llame", "<p>Hoy mismo.</p>")])
    shown = visitor.get("/es/ayuda/renovar/").content.decode()
    assert '"@type":"FAQPage"' in shown
    assert '"text":"Se puede. Llame. Hoy mismo."' in shown
    told = "En esta página de su portal, OIM Ecuador presenta: Necesito renovar (página de ayuda)."
    assert f'<meta name="description" content="{told}">' in shown


# Elsewhere


def test_what_an_outage_shows_leads_to_help_if_there_is_some(index, settings, tmp_path, rf):
    settings.VAR_DIR = tmp_path
    call_command("publish_scheduled", verbosity=0)
    assert frame.kept("es") == ""
    need = add_help(index)
    call_command("publish_scheduled", verbosity=0)
    assert "/es/ayuda/" in frame.kept("es")
    assert ">Help<" in frame.kept("en")
    assert frame.path_of("es").stat().st_mode & 0o777 == 0o644
    response = unavailable(rf.get("/en/programas/"), OperationalError("no answer"))
    assert 'href="/en/ayuda/' in response.content.decode()
    need.unpublish()
    call_command("publish_scheduled", verbosity=0)
    assert list((tmp_path / "outage-frame").iterdir()) == []


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(visitor, index):
    points = [add_point(index, f"Línea {n}") for n in range(2)]
    add_help(index, "renovar", *points, steps=[("Uno", ""), ("Dos", "<p>x</p>")])
    add_kreyol(index, *points)
    addresses = ["/en/ayuda/", "/en/ayuda/renovar/", "/es/ayuda/kreyol/", "/en/nada/"]
    before = [asked(visitor, address) for address in addresses]
    points += [add_point(index, f"Línea {n}") for n in range(2, 9)]
    steps = [(f"Paso {n}", "<p>x</p>") for n in range(9)]
    for number in range(9):
        add_help(index, f"otra {number}", *points, steps=steps)
        add_kreyol(index, *points, slug=f"ht-{number}")
    assert [asked(visitor, address) for address in addresses] == before
    assert asked(visitor, "/en/ayuda/otra-1/") == before[1]


def test_a_page_of_help_weighs_little_with_all_that_it_fetches(visitor, index):
    points = [add_point(index, f"Línea {n}") for n in range(3)]
    steps = [(f"Paso {n}", "<p>Una frase que dice qué hacer, y otra más.</p>") for n in range(6)]
    add_help(index, "renovar", *points, steps=steps, lead_es="Se puede.")
    add_help(index, "hablar con alguien")
    names = ("js/portal.js", "help/print.js", "img/icon.svg")
    files = [Path(finders.find(name)).read_bytes() for name in names]
    sheets = {path: (storage, path) for path, storage in all_files() if path.endswith(".css")}
    files += [join(f"css/{name}.css", sheets).encode() for name in ("portal", "help")]
    font = Path(finders.find("fonts/portal-serif.woff2"))
    files.append(visitor.get("/es/ayuda/renovar/").content)
    weight = sum(len(gzip.compress(each, 6)) for each in files) + font.stat().st_size
    assert weight <= 28 * 1024  # and 2 for headers


def all_files():
    return (each for finder in finders.get_finders() for each in finder.list([]))


def asked(visitor, address: str) -> int:
    visitor.get(address)
    with CaptureQueriesContext(connection) as captured:
        visitor.get(address)
    return len(captured)
