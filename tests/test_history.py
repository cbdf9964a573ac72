"""The history as visitors read it: the timeline, its events, their doubts, the narrative."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from history.admin_listing import decade_choices
from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import EDITOR
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from .factories import add_events
from .html import page, text_of, texts
from .original_texts import fold, inventory, load
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"

IN_ORDER = [
    "1951-creacion",
    "1959-miembro",
    "1965-registro-oficial-648",
    "1965-acuerdo-convenio",
    "1965-ejecucion",
    "primeros-anos",
    "1973-reasentamiento",
    "1974-retorno",
    "1980s-1990s",
    "1991-repatriacion",
    "2016-09-onu",
    "actualmente",
]


def event_ids(soup) -> list[str]:
    return [element["id"] for element in soup.select(".timeline__event")]


def test_the_timeline_has_exactly_the_events_of_the_inventory_in_a_historians_order(
    content, visitor
):
    shown = event_ids(page(visitor, HISTORY))
    assert sorted(shown) == sorted(event["id"] for event in inventory()["timeline"])
    assert shown == IN_ORDER


def test_every_event_shows_its_date_by_the_year_and_the_sources_words_in_its_text(content, visitor):
    soup = page(visitor, HISTORY)
    for event in HistoryEventPage.objects.all():
        element = soup.find(id=event.slug)
        parts = [part for part in event.date_parts if part]
        assert texts(element, ".when__words, .when__year") == parts
        assert fold(event.date_as_written_es.lower()) in text_of(element).lower()


def test_the_heading_of_an_event_is_described_by_its_date(content, visitor):
    for heading in page(visitor, HISTORY).select(".timeline__heading > a"):
        date = heading.find_parent(class_="timeline__event").find(id=heading["aria-describedby"])
        assert text_of(date)


def test_a_machine_readable_date_stands_only_where_html_allows_one(content, visitor):
    soup = page(visitor, HISTORY)
    shown = {
        element["id"]: (element.time or {}).get("datetime")
        for element in soup.select(".timeline__event")
    }
    assert shown["1965-registro-oficial-648"] == "1965-12-16"
    assert shown["2016-09-onu"] == "2016-09"
    assert shown["1951-creacion"] == "1951"
    for doubtful in ("1965-ejecucion", "1974-retorno", "1980s-1990s", "primeros-anos"):
        assert shown[doubtful] is None


def test_a_century_stands_under_no_decade_and_makes_none(content, visitor):
    centuries = ["18XX", "19XX", "20XX", "/19XX", "19XX/..", "[1905,1911]"]
    slugs = {date: add_events(1, date=date)[0].slug for date in centuries}
    soup = page(visitor, HISTORY)
    headings = {
        date: text_of(soup.find(id=slug).find_parent(class_="timeline__decade").h3)
        for date, slug in slugs.items()
    }
    assert headings == {
        "18XX": "1800–1899",
        "19XX": "1900–1999",
        "20XX": "2000–2099",
        "/19XX": "1900–1999",
        "19XX/..": "1900–1999",
        "[1905,1911]": "1900–1919",
    }
    assert texts(soup, ".timeline__decade-label")[:4] == [
        *("1800–1899", "1900–1999", "1900–1919", "1950–1959")
    ]
    offered = [link["href"] for link in soup.select(".filters a[href*='decada=']")]
    assert [f"decada={decade}" in str(offered) for decade in (1800, 1900, 1950, 2000)] == [
        *(False, False, True, False)
    ]
    assert visitor.get(f"{HISTORY}?decada=1900").status_code == 404
    # It may have been in the fifties.
    assert slugs["19XX"] in event_ids(page(visitor, f"{HISTORY}?decada=1950"))
    assert slugs["18XX"] not in event_ids(page(visitor, f"{HISTORY}?decada=1950"))
    assert {year for year, _label in decade_choices()} >= {"1950", "2010"}
    assert not {year for year, _label in decade_choices()} & {"1800", "1900", "2000"}


def test_decades_are_offered_in_their_order_whatever_holes_they_leave(content, visitor):
    for year in (2999, 1000, 1868, 1453, 2345):
        add_events(1, date=f"{year}")
    add_events(5, date="186X")
    soup = page(visitor, HISTORY)
    links = [link["href"] for link in soup.select(".filters a[href*='decada=']")]
    decades = [int(link.partition("decada=")[2][:4]) for link in links]
    assert decades == sorted(decades)
    assert decades[:3] == [1000, 1450, 1860]
    rail = texts(soup, ".rail__link")
    assert [int(label[:4]) for label in rail if label[:4].isdigit()] == decades


def test_what_has_no_place_in_time_stands_once_at_the_end(content, visitor):
    add_events(1, date="", sort_year=1855)
    add_events(1, date="")
    soup = page(visitor, HISTORY)
    assert len(soup.select("#sin-fecha")) == 1
    assert len(soup.select(".timeline__decade")[-1].select(".timeline__event")) == 3


def test_a_year_to_sort_by_is_never_shown(content, visitor):
    soup = page(visitor, HISTORY)
    assert "1966" not in text_of(soup.main)
    assert "299" not in text_of(soup.main)
    assert text_of(soup.select(".timeline__decade-label")[-1]) == "Sin fecha"
    assert soup.find(id="primeros-anos").find_parent(id="decada-1960")


def test_private_notes_are_never_public(content, visitor):
    notes = [event["note"] for event in load("history")["events"]]
    notes += [item["note"] for item in load("history")["page_notes"]]
    lines = [fold(line) for note in notes for line in note.splitlines()]
    for public in BasePage.objects.published().filter(depth__gt=1):
        for language in ("es", "en"):
            text = text_of(page(visitor, public.url_in(language)))
            assert not [line for line in lines if line in text]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("decada=1950", ["1951-creacion", "1959-miembro"]),
        ("decada=1990", ["1980s-1990s", "1991-repatriacion"]),
        ("tema=legal", ["1965-registro-oficial-648", "1965-acuerdo-convenio"]),
        ("esfera=migracion-forzada", ["actualmente"]),
        ("decada=1950&tema=legal", []),
        ("decada=1960&tema=programas&utm_source=x", ["1965-ejecucion", "primeros-anos"]),
    ],
)
def test_events_are_filtered_by_plain_links(content, visitor, query, expected):
    assert event_ids(page(visitor, f"{HISTORY}?{query}")) == expected


def test_no_result_of_a_filter_says_so_and_leads_back(content, visitor):
    soup = page(visitor, f"{HISTORY}?decada=1950&tema=legal")
    assert "Ningún hecho coincide con estos filtros." in text_of(soup.select_one(".empty"))
    assert soup.select_one(".filter-state__clear")["href"] == f"{HISTORY}#resultado"


def test_filters_say_what_they_leave_and_the_language_switch_keeps_them(content, visitor):
    """F4: without a script there is one answer, which a status tells, and an address for it."""
    soup = page(visitor, f"{HISTORY}?tema=programas")
    state = soup.find(id="resultado")
    assert state["role"] == "status"
    assert text_of(state) == "7 de 12 hechos · Tema: Programas · Quitar filtros"
    assert soup.select_one(".languages a[hreflang=en]")["href"].endswith("?tema=programas")
    assert all(link["href"].endswith("#resultado") for link in soup.select(".filters a"))
    assert not text_of(page(visitor, HISTORY).find(id="resultado"))


def test_only_what_has_a_result_is_offered_with_how_many(content, visitor):
    def offered(query: str) -> dict[str, list[str]]:
        groups = page(visitor, f"{HISTORY}{query}").select(".filters__groups > div")
        return {text_of(group.p): texts(group, ".filters__option") for group in groups}

    everything = offered("")
    assert everything["Tema"] == ["Todos 12", "Institucional 4", "Legal 2", "Programas 7"]
    assert everything["Década"][:3] == ["Todas 12", "1950–1959 2", "1960–1969 4"]
    legal = offered("?tema=legal")
    assert legal["Tema"] == everything["Tema"]
    assert "Década" not in legal, "both are of the sixties"
    forced = offered("?esfera=migracion-forzada")
    assert forced["Esfera"][0] == "Todas 12"
    for query, options in (("", everything), ("?tema=programas", offered("?tema=programas"))):
        for link in page(visitor, f"{HISTORY}{query}").select(".filters__option"):
            target = link["href"].partition("#")[0]
            count = int(text_of(link).split()[-1])
            assert len(event_ids(page(visitor, target))) == count, (options, target)


def test_the_overview_has_a_lane_for_each_theme_and_every_event_once(content, visitor):
    lanes = page(visitor, HISTORY).select(".overview__lane")
    assert texts(lanes[0].parent, ".overview__name") == ["Institucional", "Legal", "Programas"]
    linked = [link["href"] for link in lanes[0].parent.select("a")]
    assert sorted(linked) == sorted(f"#{slug}" for slug in IN_ORDER)
    assert all(link["tabindex"] == "-1" for link in lanes[0].parent.select("a"))
    words = texts(lanes[0].parent, ".mark__words")
    assert {"16.12.1965", "9.2016", "1980–1999", "1951"} <= set(words)


def test_a_lane_without_events_is_not_drawn_nor_the_overview_of_one_decade(content, visitor):
    legal = page(visitor, f"{HISTORY}?tema=legal")
    assert texts(legal, ".overview__name") == ["Legal"]
    assert len(legal.select(".overview .chart-link")) == 2
    decade = page(visitor, f"{HISTORY}?decada=1960")
    assert not decade.select(".overview")
    assert decade.select(".strip .chart-link")


def test_the_legend_comes_first_and_has_every_mark_in_use(content, visitor):
    """F15: also the one of 1974, 'at the latest' and 'about' at once."""
    soup = page(visitor, HISTORY)
    assert texts(soup, ".legend__item") == [
        "Un día",
        "Un mes",
        "Un año",
        "Décadas o un período",
        "A más tardar (comienzo desconocido)",
        "A más tardar (comienzo desconocido), de modo aproximado",
        "Desde entonces (fin desconocido)",
        "El texto no da fecha",
    ]
    html = str(soup)
    assert html.index('id="marcas"') < html.index('id="cronologia"')
    assert texts(page(visitor, f"{HISTORY}?tema=legal"), ".legend__item") == ["Un día", "Un año"]


def test_the_rail_counts_the_events_of_each_decade(content, visitor):
    soup = page(visitor, HISTORY)
    links = {link["href"]: text_of(link) for link in soup.select(".rail__link")}
    assert links["#decada-1950"] == "1950 2 : 2 hechos"
    assert links["#sin-fecha"] == "Sin fecha 1 : 1 hecho"
    assert all(soup.find(id=href.removeprefix("#")) for href in links)
    assert texts(soup, ".rail__empty") == ["2000", "2020"]


def test_an_event_stands_among_the_pale_ones_of_its_decade(content, visitor):
    soup = page(visitor, f"{HISTORY}1974-retorno/")
    assert len(soup.select(".strip > .mark")) == 1
    assert len(soup.select(".strip .strip__other")) == 1
    assert not soup.select(".strip a")
    assert text_of(soup.select_one(".date-card mark")) == "Para mediados de 1974, ya existía"
    assert not page(visitor, f"{HISTORY}actualmente/").select(".strip")


def test_a_citation_has_the_date_as_it_is_read(content, visitor):
    cited = text_of(page(visitor, f"{HISTORY}1974-retorno/").select_one(".citing__text"))
    assert "(hacia mediados de 1974, a más tardar)" in cited


@pytest.mark.parametrize(
    "query", ["decada=1230", "decada=x", "tema=nada", "esfera=nada", "decada=1965"]
)
def test_a_filter_that_does_not_exist_is_not_found(content, visitor, query):
    assert visitor.get(f"{HISTORY}?{query}").status_code == 404


def test_filters_keep_each_other_and_every_link_of_them_works(content, visitor):
    soup = page(visitor, f"{HISTORY}?tema=programas")
    links = [link["href"].partition("#")[0] for link in soup.select(".filters a")]
    assert f"{HISTORY}?tema=programas&decada=1960" in links
    for link in links:
        assert visitor.get(link).status_code == 200


def test_an_event_has_a_page_with_its_neighbours_sources_and_programmes(content, visitor):
    soup = page(visitor, f"{HISTORY}1965-registro-oficial-648/")
    assert "Registro Oficial Nº 648" in text_of(soup.h1)
    assert texts(soup, ".sources__item") == ["Registro Oficial Nº 648 , 16 de Diciembre de 1965"]
    assert soup.find(rel="prev")["href"] == f"{HISTORY}1959-miembro/"
    assert soup.find(rel="next")["href"] == f"{HISTORY}1965-acuerdo-convenio/"

    programme = page(visitor, f"{HISTORY}1973-reasentamiento/")
    assert programme.find("a", href="/es/programas/reasentamiento-desde-america-latina/"), (
        "the event does not lead to its programme"
    )


def test_every_event_says_where_the_narrative_tells_of_it(content, visitor):
    history = page(visitor, HISTORY)
    for event in inventory()["timeline"]:
        soup = page(visitor, f"{HISTORY}{event['id']}/")
        link = soup.find("a", href=lambda href: href and href.startswith(f"{HISTORY}#p-"))
        paragraph = history.find(id=link["href"].partition("#")[2])
        sentence = fold(event["text"]).rstrip(".:")
        assert sentence in text_of(paragraph), event["id"]


def test_the_english_timeline_reads_in_english(content, visitor):
    soup = page(visitor, HISTORY.replace("/es/", "/en/"))
    assert event_ids(soup) == IN_ORDER
    assert "1974" in text_of(soup.find(id="1974-retorno").select_one(".timeline__date"))
    assert "at the latest" in text_of(soup.find(id="1974-retorno").select_one(".timeline__date"))


def test_a_title_is_of_the_language_in_which_it_is_written(content, visitor):
    (event,) = add_events(1, date="1974-22")
    with publishing_reason("test"):
        BasePage.objects.filter(pk=event.pk).update(display_title_en=None)
    shown = page(visitor, HISTORY.replace("/es/", "/en/")).find(id=event.slug)
    assert "summer" in text_of(shown.select_one(".when"))
    assert shown.select_one("h4")["lang"] == "es"


def test_staff_lists_say_at_the_latest_too(content, visitor):
    add_events(1, date="1974-22", at_the_latest=True, note="Duda.")
    staff = signed_in(person(EDITOR))
    for name in ("history_events:index", "dates_report"):
        assert "verano de 1974, a más tardar" in text_of(page(staff, reverse(name)))


def test_drafts_and_private_events_are_nowhere(content, visitor):
    HistoryEventPage.objects.get(slug="1991-repatriacion").unpublish()
    private = HistoryEventPage.objects.get(slug="1959-miembro")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    shown = event_ids(page(visitor, HISTORY))
    assert "1991-repatriacion" not in shown
    assert "1959-miembro" not in shown
    assert visitor.get(f"{HISTORY}1991-repatriacion/").status_code == 404
    sitemap = visitor.get("/sitemap.xml").content.decode()
    assert "1991-repatriacion" not in sitemap
    assert "1959-miembro" not in sitemap
    neighbours = page(visitor, f"{HISTORY}1951-creacion/").select_one(".neighbours")
    assert "1959-miembro" not in str(neighbours)


def test_a_history_without_events_shows_no_timeline(content, visitor):
    for event in HistoryEventPage.objects.all():
        event.delete()
    soup = page(visitor, HISTORY)
    assert not soup.select("#cronologia, .filters, .empty")
    assert soup.select_one(".narrative")


def test_events_are_never_in_menus(content, visitor):
    assert not HistoryEventPage.objects.in_menu().exists()
    assert "1951-creacion" not in str(page(visitor, "/es/").header)


def test_a_draft_is_previewed_at_its_place_on_the_timeline_in_each_language(content, rf):
    event = HistoryEventPage.objects.get(slug="1991-repatriacion")
    event.date = "/1974-06~"
    event.date_as_written_es = "mediados de 1974"
    event.date_as_written_en = "mid-1974"
    for language, words in (("es", "mediados de 1974"), ("en", "mid-1974")):
        html = event.make_preview_request(preview_mode=f"{language}-timeline").content.decode()
        assert html.index('id="1974-retorno"') < html.index('id="1991-repatriacion"')
        assert html.index('id="1991-repatriacion"') < html.index('id="1980s-1990s"')
        assert words in html
    assert HistoryPage.objects.get().draft_event is None


def test_the_history_with_300_events_stays_light(content, visitor):
    add_events(288, date="1988-05", text_es=f"<p>{'Lo que pasó entonces. ' * 12}</p>")
    response = visitor.get(HISTORY, headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) <= 32 * 1024
