"""Content for measurements: a sound tree, pages that are served, words as frequent as in texts."""

import re
from collections import Counter
from itertools import product

import pytest
from django.core.management import CommandError, call_command

from history.models import HistoryEventPage
from oim_portal.media.models import PdfReading
from pages.kinds.publications.models import PublicationPage
from pages.models import BasePage, ContentPage, SectionPage

from .html import page as read, text_of

LANGUAGES = ("es", "en")
pytestmark = pytest.mark.django_db


@pytest.fixture
def bulk(content):
    call_command("make_bulk_content", pages=210, events=20, verbosity=0)


def made(model):
    return model.objects.filter(slug__startswith="medicion-").order_by("path")


@pytest.mark.full
def test_the_tree_stays_sound_run_after_run(bulk):
    assert made(ContentPage).count() == 210
    assert made(HistoryEventPage).count() == 20
    call_command("make_bulk_content", pages=10, events=5, seed=2, verbosity=0)
    assert made(ContentPage).count() == 220
    assert made(HistoryEventPage).count() == 25
    assert BasePage.find_problems() == ([], [], [], [], [])


@pytest.mark.full
def test_visitors_read_them_in_both_languages(bulk, visitor):
    for page, language in product(
        [made(ContentPage).last(), made(HistoryEventPage).last()], LANGUAGES
    ):
        soup = read(visitor, page.url_in(language))
        assert text_of(soup.select_one("h1")) == getattr(page, f"display_title_{language}")
        assert len(text_of(soup.select_one("main")).split()) > 30


def test_one_section_may_hold_all_and_the_menu_shows_as_many_as_are_asked_for(content, visitor):
    options = {"pages": 30, "events": 0, "pages_a_section": 30, "in_menu": 3}
    call_command("make_bulk_content", **options, verbosity=0)
    (section,) = SectionPage.objects.filter(slug__startswith="medicion-")
    assert section.get_children().count() == 30
    menu = read(visitor, "/es/").select('nav a[href*="/medicion-"]')
    shown = [section, *section.get_children().order_by("path")[:3]]
    assert {link["href"] for link in menu} == {page.specific.url_in("es") for page in shown}


def test_words_of_files_of_publications_are_found(content, visitor):
    call_command("make_bulk_content", pages=0, events=0, publications=1, verbosity=0)
    page = PublicationPage.objects.get()
    (row,) = page.files.all()
    (file,) = page.offers
    text = PdfReading.objects.defer(None).get(document=row.document).text
    assert len(text.split()) > 5_000
    assert file.url in str(read(visitor, page.url_in("es")))
    summary = f"{page.display_title_es} {page.lead_es} {page.summary_es}".lower()
    rare = next(word for word in text.split() if word.isalpha() and word.lower() not in summary)
    found = read(visitor, f"/es/buscar/?q={rare}").select_one("main")
    assert "En el texto de los archivos" in found.text


@pytest.mark.full
def test_few_words_are_frequent_and_most_are_rare(bulk):
    words = Counter()
    for page in made(ContentPage):
        words.update(set(re.findall(r"\w+", str(page.body_es).lower())))
    pages = made(ContentPage).count()
    assert words["migración"] > pages * 0.8
    assert sum(1 for count in words.values() if count < pages * 0.05) > len(words) * 0.8


def test_a_server_refuses_it_unless_forced(content, settings):
    settings.SETTINGS_MODULE = "oim_portal.settings.production"
    with pytest.raises(CommandError):
        call_command("make_bulk_content", pages=1, events=0, verbosity=0)
    call_command("make_bulk_content", pages=1, events=0, force=True, verbosity=0)
    assert made(ContentPage).count() == 1
