"""Which results come first, how they are told apart and counted, and what they lack."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oim_portal.search.models import Synonyms

from .factories import add_page
from .html import page as read, text_of, texts
from .search_requests import address, found, titles

pytestmark = pytest.mark.django_db

CANADA, SCHOLARS = "Programa de Apoyo a Migrantes al Canadá", "Programa de apoyo a Becarios"


def test_programmes_with_one_of_the_words_in_their_names_go_before_a_text_with_both(
    content, visitor
):
    soup = read(visitor, address("becas canada"))
    assert titles(soup)[:2] == [CANADA, SCHOLARS]
    assert texts(soup, ".results__missing") == ["Sin: becas", "Sin: canada"]
    assert "Historia de la OIM en Ecuador" in titles(soup)[2:]


def test_a_title_with_one_of_the_words_is_no_result_where_a_title_and_its_text_have_all(
    content, visitor
):
    add_page(title="Canoas", lead_es="De madera de chanul.")
    add_page(title="Canoas de totora")
    assert found(visitor, "canoas chanul") == ["Canoas"]


def test_words_meet_in_different_fields_of_a_page(content, visitor):
    body = [("paragraph", "<p>Se hacen en Olón.</p>")]
    add_page(title="Canoas", lead_es="De madera de chanul.", body_es=body)
    assert found(visitor, "chanul canoa olón") == ["Canoas"]


def test_a_word_as_written_goes_before_its_kin(content, visitor):
    add_page(title="Uno", lead_es="Canotajes canotaje canotaje.")
    add_page(title="Dos", lead_es="Quien canota, canotando canota; canotaron y canotarán.")
    add_page(title="Tres", lead_es="Alguna vez alguien canotó, y nada más hizo que canotar.")
    assert found(visitor, "canotar") == ["Tres", "Dos"]


def test_staff_list_words_that_are_found_only_as_written(content, visitor):
    add_page(title="Uno", lead_es="La trata es un delito.")
    add_page(title="Dos", lead_es="Toda persona es tratada y tratado igual.")
    assert found(visitor, "trata") == ["Uno"]
    assert found(visitor, "tratada")[0] == "Dos"
    listed = Synonyms.objects.get(words="trata")
    listed.delete()
    assert {"Uno", "Dos"} < set(found(visitor, "trata"))


def test_synonyms_stand_for_each_other_as_written_and_in_their_other_number(content, visitor):
    Synonyms.objects.create(words="canoa, piragua")
    add_page(title="Uno", lead_es="Dos piraguas.")
    add_page(title="Dos", lead_es="La gente piragüea.")
    assert found(visitor, "canoas") == ["Uno"]


def test_kinds_have_counts_and_lead_to_as_many_results(content, visitor):
    soup = read(visitor, address("repatriación"))
    links = soup.select(".search-kinds a")
    assert [text_of(link) for link in links] == [
        "Todos 6",
        "Páginas 1",
        "Hechos de la historia 3",
        "Programas 2",
    ]
    assert [link.get("aria-current") for link in links] == ["true", None, None, None]
    for link in links:
        narrowed = read(visitor, link["href"])
        assert len(titles(narrowed)) == int(text_of(link).split()[-1])
        assert texts(narrowed, ".search-kinds a") == texts(soup, ".search-kinds a")


def test_a_kind_without_results_says_how_many_others_there_are(content, visitor):
    soup = read(visitor, address("becas", tipo="valor"))
    assert text_of(soup.select_one(".search-count")) == "No hay resultados de «becas» en «Valores»"
    link = soup.select_one(".search-elsewhere a")
    others = titles(read(visitor, link["href"]))
    assert text_of(link) == f"Ver los {len(others)} resultados de otros tipos"
    assert not soup.select(".search-help")


def test_results_with_the_same_title_are_told_apart_in_their_links(content, visitor):
    soup = read(visitor, address("repatriación voluntaria"))
    assert texts(soup, "h3 a.results__title")[:2] == [
        "Repatriación Voluntaria de Refugiados Hecho de la historia · 1991",
        "Repatriación Voluntaria de Refugiados Programa · 1991",
    ]


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_nobody_sees_in_a_word_breaks_no_search(content, visitor, sign):
    add_page(title=f"Cano{sign}as", lead_es=f"De ma{sign}dera de cha{sign}nul.")
    for typed in ("chanul", f"ch{sign}anul", "canoas"):
        soup = read(visitor, address(typed))
        assert titles(soup) == ["Canoas"]
        assert soup.select(".results__item mark")


@pytest.mark.parametrize("typed", ["necesito", "necesito canoas", "¿dónde encuentro una canoa?"])
def test_words_of_asking_count_only_where_nothing_else_is_asked(content, visitor, typed):
    add_page(title="Canoas", lead_es="Lo que uno necesita.")
    assert "Canoas" in found(visitor, typed)


def test_after_the_last_page_of_results_there_is_a_way_back(content, visitor):
    soup = read(visitor, address("repatriación", pagina="9"))
    assert text_of(soup.select_one(".empty")) == "No hay más resultados."
    assert text_of(soup.select_one(".search-count")) == "6 resultados de «repatriación»"


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ({"q": "migración"}, 11),
        ({"q": "becas canada"}, 11),
        ({"q": "migración", "tipo": "esfera"}, 10),
        ({"q": "migrasion"}, 32),  # in three languages, then the correction
        ({"q": "xyzzyq"}, 28),  # and then the correction in another language
        ({"q": "qzx wvq zzk " * 6}, 29),
    ],
)
def test_a_search_costs_few_queries(content, visitor, query, most):
    visitor.get("/es/buscar/", query)
    with CaptureQueriesContext(connection) as captured:
        visitor.get("/es/buscar/", query)
    assert len(captured) <= most
