"""The history at a glance: bars where the dates are, links to the decades."""

import pytest

from tests.html import page, text_of

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"


def bars(soup) -> list:
    return soup.select(".overview rect")


def test_every_dated_event_is_a_bar_and_nothing_undated_is(content, visitor):
    assert len(bars(page(visitor, HISTORY))) == 10


def test_each_decade_with_events_leads_to_it_and_says_how_many(content, visitor):
    soup = page(visitor, HISTORY)
    links = {link["href"]: text_of(link) for link in soup.select(".overview a")}
    assert links["#decada-1950"] == "1950 : 2 hechos"
    assert links["#decada-1990"] == "1990 : 1 hecho"
    assert all(soup.find(id=href.removeprefix("#")) for href in links)
    assert [text_of(empty) for empty in soup.select(".overview__empty")] == ["2000", "2020"]


def test_a_period_is_wide_a_day_is_narrow_and_doubt_fades(content, visitor):
    by_start = {int(bar["x"]): bar for bar in bars(page(visitor, HISTORY))}
    eighties = next(bar for x, bar in by_start.items() if int(bar["width"]) in range(245, 256))
    assert eighties.get("fill") is None
    fades = sorted(bar["fill"] for bar in by_start.values() if bar.get("fill"))
    # 'para 1973', 'para mediados de 1974' and 'a partir de 1965'
    assert fades == ["url(#fade-after)", "url(#fade-before)", "url(#fade-before)"]


def test_bars_stay_within_the_drawing(content, visitor):
    soup = page(visitor, HISTORY)
    _x, _y, width, height = map(int, soup.select_one(".overview svg")["viewbox"].split())
    for bar in bars(soup):
        assert 0 <= int(bar["x"]) <= int(bar["x"]) + int(bar["width"]) <= width
        assert int(bar["y"]) + 8 <= height


def test_a_filter_without_events_draws_nothing(content, visitor):
    soup = page(visitor, f"{HISTORY}?decada=1950&tema=legal")
    assert soup.select_one(".overview") is None


def test_an_event_says_how_to_cite_it_and_loads_nothing_to_be_shared(content, visitor):
    soup = page(visitor, f"{HISTORY}1959-miembro/")
    citation = text_of(soup.select_one(".sharing__citation"))
    assert citation == (
        "OIM Ecuador. «El Ecuador, Gobierno Miembro de la OIM» (en 1959). "
        f"http://localhost:8000{HISTORY}1959-miembro/"
    )
    assert soup.find("a", href=lambda href: href and href.startswith("https://wa.me/?text="))
    assert not soup.select("script[src^='http'], iframe, img[src^='http']")


def test_the_front_page_shows_the_moments_that_staff_chose(content, visitor):
    from history.models import HistoryEventPage
    from pages.models import HomePage

    soup = page(visitor, "/es/")
    assert [text_of(title) for title in soup.select(".moments__title")] == [
        "Registro Oficial Nº 648",
        "Programa de Retorno de Personal Nacional Calificado",
        "La OIM como parte de la Organización de las Naciones Unidas (ONU)",
    ]
    HistoryEventPage.objects.get(slug="1974-retorno").unpublish()
    HomePage.objects.get().moments.first().delete()
    assert len(page(visitor, "/es/").select(".moments__title")) == 1
