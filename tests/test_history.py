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


def test_every_event_shows_its_date_as_the_source_writes_it(content, visitor):
    soup = page(visitor, HISTORY)
    for event in inventory()["timeline"]:
        element = soup.find(id=event["id"])
        assert text_of(element.select_one(".timeline__date")) == event["date_as_written"]
        assert fold(event["text"]) in text_of(element)


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


def test_dates_look_like_what_they_are(content, visitor):
    soup = page(visitor, HISTORY)
    shapes = {
        element["id"]: element.select_one(".date-mark")["data-date"]
        for element in soup.select(".timeline__event")
    }
    assert shapes["1965-registro-oficial-648"] == "day"
    assert shapes["1973-reasentamiento"] == "year by"
    assert shapes["1974-retorno"] == "month by approximate"
    assert shapes["1965-ejecucion"] == "year from"
    assert shapes["1980s-1990s"] == "decade period"
    assert shapes["primeros-anos"] == "undated"


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
    first = soup.select_one(".overview__decade")
    assert text_of(first).startswith("1950")
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
    strip = soup.select(".overview__decade")
    assert len(strip) == 200
    assert len([each for each in strip if each.a]) == len(decades)


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


@pytest.mark.parametrize(
    "query", ["decada=1230", "decada=x", "decada=", "tema=nada", "esfera=nada", "decada=1965"]
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
    assert text_of(soup.find(id="1974-retorno").select_one(".timeline__date")).startswith("By mid")


def test_words_of_a_date_are_of_the_language_in_which_they_are_written(content, visitor):
    (event,) = add_events(1, date="1974-22")
    with publishing_reason("test"):
        BasePage.objects.filter(pk=event.pk).update(display_title_en=None)
    shown = page(visitor, HISTORY.replace("/es/", "/en/")).find(id=event.slug)
    date = shown.select_one(".date")
    assert (text_of(date), date.get("lang")) == ("summer 1974", None)
    assert shown.select_one("h4, h3")["lang"] == "es"
    assert page(visitor, HISTORY).find(id=event.slug).select_one(".date").get("lang") is None


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
