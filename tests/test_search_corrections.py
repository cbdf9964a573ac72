"""A mistyped search shows the results of the likely one at once, says so, and leads back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oim_portal.search.models import MissedSearch

from .factories import add_page
from .html import page as read, text_of
from .search_requests import address, found, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("es", "migrasion", "migración"),
        ("es", "repatriasion", "repatriación"),
        ("es", "hisotria", "historia"),
        ("es", "balores", "valores"),
        ("es", "becas canda", "becas canadá"),
        ("en", "migrattion", "migration"),
        ("en", "scholarshp", "scholarship"),
        ("en", "hisotry", "history"),
    ],
)
def test_the_results_are_those_of_the_correction(content, visitor, language, typed, meant):
    soup = read(visitor, address(typed, language))
    assert titles(soup) == titles(read(visitor, address(meant, language))) != []
    assert text_of(soup.select_one(".search-correction strong")).strip("«»“”") == meant
    assert soup.select_one("input[type=search]")["value"] == typed


@pytest.mark.parametrize(
    ("language", "typed", "unknown"),
    [
        ("es", "programa repatriasion xyzzyq", "No aparece en el sitio: xyzzyq"),
        ("en", "migrattion xyzzyq", "Not found on the site: xyzzyq"),
    ],
)
def test_a_correction_without_results_is_not_claimed(content, visitor, language, typed, unknown):
    soup = read(visitor, address(typed, language))
    assert not soup.select(".search-correction")
    assert typed in text_of(soup.select_one(".search-count"))
    assert text_of(soup.select_one(".search-unknown")) == unknown
    assert titles(soup)  # with some of the words
    assert MissedSearch.objects.get().shown_instead == ""


def test_a_link_searches_for_what_was_typed(content, visitor):
    soup = read(visitor, address("migrasion"))
    said = text_of(soup.select_one(".search-correction"))
    assert said == "Se muestran los resultados de «migración» . Buscar «migrasion»"
    exact = read(visitor, soup.select_one(".search-correction a")["href"])
    assert text_of(exact.select_one(".search-count")) == "No hay resultados de «migrasion»"
    assert not exact.select(".results, .search-correction")
    assert exact.select(".search-help")
    assert exact.select(".ways")


def test_the_links_of_a_correction_are_those_of_the_correction(content, visitor):
    soup = read(visitor, address("migrasion"))
    for link in soup.select(".search-kinds a, .pagination a"):
        assert "q=migraci%C3%B3n" in link["href"]
        assert titles(read(visitor, link["href"]))
    assert soup.select_one(".languages a[hreflang=en]")["href"] == "/en/buscar/?q=migrasion"


def test_what_has_results_is_not_corrected(content, visitor):
    add_page(title="Migrasion")
    soup = read(visitor, address("migrasion"))
    assert titles(soup) == ["Migrasion"]
    assert not soup.select(".search-correction")


def test_a_word_that_staff_know_is_not_corrected(content, visitor):
    """'Trata' is among the words as written, so it is not a mistyped 'tratada'."""
    soup = read(visitor, address("trata de personas"))
    assert not soup.select(".search-correction")
    assert text_of(soup.select_one(".search-unknown")) == "No aparece en el sitio: trata"


@pytest.mark.parametrize("words", [1, 3, 4, 50])
def test_nonsense_costs_no_more_than_a_few_queries(content, visitor, words):
    typed = " ".join(f"migrasio{chr(97 + number % 26)}" for number in range(words))
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address(typed)).status_code == 200
    assert len(captured) < 90


def test_staff_see_what_was_typed_and_what_was_shown(content, visitor):
    visitor.get(address("migrasion"))
    visitor.get(address("migrasion", exacto="1"))
    visitor.get(address("zxqwv"))
    kept = {row.text: (row.times, row.shown_instead) for row in MissedSearch.objects.all()}
    assert kept == {"migrasion": (1, "migración"), "zxqwv": (1, "")}


def test_suggestions_follow_a_mistyped_beginning(content, visitor):
    def suggested(typed: str) -> dict:
        return visitor.get("/es/buscar/sugerencias/", {"q": typed}).json()

    answer = suggested("migrasi")
    assert "Migración Forzada" in [each["title"] for each in answer["suggestions"]]
    assert answer["announcement"] == "6 sugerencias"
    assert len(suggested("repatriasion vol")["suggestions"]) == 2
    for mistyped, title in [
        ("migrasion", "Migración Forzada"),
        ("refujia", "Movilización de refugiados y repatriados"),
        ("refujiados", "Movilización de refugiados y repatriados"),
        ("reacent", "Programa de Reasentamiento desde América Latina"),
    ]:
        assert title in [each["title"] for each in suggested(mistyped)["suggestions"]]
    assert suggested("xyzzyq") == {"suggestions": [], "announcement": "Ninguna sugerencia"}
    twins = [each["kind"] for each in suggested("repatriación vol")["suggestions"]]
    assert sorted(twins) == ["hecho de la historia · 1991", "programa · 1991"]


@pytest.mark.parametrize(
    ("language", "typed", "meant", "other"),
    [
        ("es", "scholarships", "scholarships", "inglés"),
        ("es", "scholarshps", "scholarships", "inglés"),
        ("es", "resettlement from latn america", "resettlement from latin america", "inglés"),
        ("en", "becarios", "becarios", "Spanish"),
        ("en", "becaros", "becarios", "Spanish"),
    ],
)
def test_words_of_the_other_language_lead_to_its_results(
    content, visitor, language, typed, meant, other
):
    soup = read(visitor, address(typed, language))
    section = soup.select_one("section:has(.search-part)")
    link = section.select_one(".search-elsewhere a")
    assert other in text_of(section.h2)
    there = read(visitor, link["href"])
    assert there.html["lang"] == link["hreflang"] != language
    total = text_of(there.select_one(".search-count"))
    assert total.split()[0] == text_of(link).split()[0] != "0"
    assert titles(section) == titles(there)[:5] != []
    assert there.select_one("input[type=search]")["value"] == meant
    missed = MissedSearch.objects.filter(text=typed).values_list("shown_instead", flat=True)
    assert list(missed) == ([] if typed == meant else [meant])
    exact = read(visitor, address(typed, language, exacto="1"))
    assert bool(exact.select(".search-elsewhere")) is (typed == meant)


def test_a_filter_by_kind_stays_in_the_link_to_the_other_language(content, visitor):
    soup = read(visitor, address("scholarships", tipo="programa"))
    there = read(visitor, soup.select_one("section .search-elsewhere a")["href"])
    assert text_of(there.select_one("[aria-current=true]", class_="filters__option"))
    assert titles(soup) == titles(there)[:5]


def test_a_correction_keeps_quotation_marks(content, visitor):
    soup = read(visitor, address('oim "segunda gerra mundial"'))
    assert soup.select_one(".search-correction strong").text == '«oim "segunda guerra mundial"»'
    assert titles(soup) == found(visitor, 'oim "segunda guerra mundial"') != []
    assert not read(visitor, address('oim "guera segunda"')).select(".search-correction")


def test_titles_of_the_other_language_are_suggested_where_there_are_none(content, visitor):
    answer = visitor.get("/es/buscar/sugerencias/", {"q": "scholarsh"}).json()
    assert {each["language"] for each in answer["suggestions"]} == {"en"}
    assert all(each["url"].startswith("/en/") for each in answer["suggestions"])
