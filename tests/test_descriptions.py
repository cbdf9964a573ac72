"""What search engines read of a page: 50 to 160 characters in whole sentences, titles, types."""

import json
import re
from collections import Counter

import pytest
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings, strategies as st

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR
from pages.metadata.descriptions import sentence_on, sentences, whole_sentences
from pages.models import BasePage, ContentPage, MissionPage
from programs.models import ProgramPage

from .factories import publish_page
from .html import page as read
from .original_texts import fold, load, translations
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

OF_THE_PORTAL = re.compile(
    r"En esta página de su portal, OIM Ecuador presenta: .+\.$"
    r"|On this page of its portal, IOM Ecuador presents: .+\.$"
    r"|Este es el portal de la Organización Internacional para las Migraciones en Ecuador\.$"
    r"|This is the portal of the International Organization for Migration in Ecuador\.$"
)


@pytest.fixture
def soups(content, visitor) -> dict[str, object]:
    """Every public page of the first content in each language, and the page of the data."""
    pages = BasePage.objects.published().filter(depth__gte=2)
    addresses = [each.url_in(code) for each in pages for code in ("es", "en")]
    return {each: read(visitor, each) for each in [*addresses, "/es/datos/", "/en/datos/"]}


def described(soup) -> str:
    return soup.select_one('meta[name="description"]')["content"]


def office_sentences(language: str) -> set[str]:
    texts = [each for name in ("pages", "history", "programs") for each in translations(load(name))]
    return {each for text in texts for each in sentences(text[language])}


def test_every_page_is_described_in_whole_sentences_of_50_to_160_characters(soups):
    told = {code: office_sentences(code) for code in ("es", "en")}
    for address, soup in soups.items():
        text = described(soup)
        assert 50 <= len(text) <= 160, (address, text)
        assert text.endswith("."), (address, text)
        if not OF_THE_PORTAL.match(text) and "/datos/" not in address:
            assert set(sentences(text)) <= told[address[1:3]], (address, text)


def test_an_event_whose_sentence_is_too_long_is_described_by_its_title_and_date(soups):
    address = "quienes-somos/historia/1974-retorno/"
    assert described(soups[f"/es/{address}"]) == (
        "En esta página de su portal, OIM Ecuador presenta: Programa de Retorno de Personal"
        " Nacional Calificado (hacia mediados de 1974, a más tardar)."
    )
    assert described(soups[f"/en/{address}"]) == (
        "On this page of its portal, IOM Ecuador presents: Return Programme for Qualified National"
        " Personnel (historical event, about mid-1974, at the latest)."
    )


texts = st.lists(st.text("aB,;:.?!…») \n", max_size=200) | st.text(max_size=250), max_size=4)


@given(texts)
@example([f"{'a' * 200}. Corta, pero la segunda.", "Otra frase que cabe y dice algo por sí sola."])
@example(["Corta.", "La siguiente, que con la corta llega a las cincuenta letras."])
def test_no_sentence_is_cut_whatever_the_texts(found):
    told = whole_sentences(found)
    assert not told or 50 <= len(told) <= 160
    whole = [sentence for text in found for sentence in sentences(text)]
    numbers = range(len(whole) + 1)
    assert told in {" ".join(whole[first:last]) for first in numbers for last in numbers}


@given(st.text(max_size=255), st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_of_any_title_is_described_within_bounds(content, title, short):
    request = RequestFactory().get("/es/", headers={"host": "localhost"})
    page = ContentPage(title=title, display_title_es=title)
    page.in_short = lambda request: short
    assert 50 <= len(sentence_on(request, page)) <= 160


def test_what_staff_wrote_stands_and_one_that_is_too_long_is_an_open_point(content, visitor):
    page = MissionPage.objects.get()
    page.search_description_es = "Lo que escribió la oficina. " * 6
    publish_page(page)
    address = "quienes-somos/mision/"
    assert described(read(visitor, f"/es/{address}")) == fold(page.search_description_es)
    assert OF_THE_PORTAL.match(described(read(visitor, f"/en/{address}")))
    editor = signed_in(person(EDITOR))
    line = "«Nuestra Misión» tiene una descripción de menos de 50 o de más de 160 caracteres."
    assert line in editor.get(reverse("before_publishing")).text
    page.search_description_es = "Lo que escribió la oficina, con lo que cabe en dos renglones."
    publish_page(page)
    assert line not in editor.get(reverse("before_publishing")).text


def test_no_two_pages_have_the_same_title(soups):
    titles = Counter((address[1:3], fold(soup.title.text)) for address, soup in soups.items())
    assert [title for title, number in titles.items() if number > 1] == []
    address = "/es/quienes-somos/historia/1974-retorno/"
    assert fold(soups[address].title.text) == (
        "Programa de Retorno de Personal Nacional Calificado (hecho de la historia) – OIM Ecuador"
    )


def test_search_engines_are_told_true_types_and_no_date_that_the_source_does_not_know(soups):
    for soup in soups.values():
        nodes = json.loads(soup.select_one('script[type="application/ld+json"]').string)["@graph"]
        assert {"Event", "Article"}.isdisjoint(each["@type"] for each in nodes)
        assert all({"startDate", "endDate"}.isdisjoint(each) for each in nodes)
    for model in (HistoryEventPage, ProgramPage):
        for page in model.objects.published():
            date = page.date_words
            soup = soups[page.url_in("es")]
            told = {each["datetime"] for each in soup.select("main .event__date time")}
            assert told == ({page.html_datetime} if page.html_datetime else set()), date


def test_what_a_source_calls_cases_is_no_project(content):
    kinds = {page.kind: page.subject_data().get("@type") for page in ProgramPage.objects.all()}
    assert kinds == {"programa": "Project", "casos": None}
