"""A history of hundreds of events: what it shows, and that nothing is lost or told twice."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone

from history.models import HistoryEventPage
from history.years import MANY, MOST_BOXES, MOST_ROWS, WHOLE
from pages.models.publishing_guard import publishing_reason

from .factories import add_events, make_private
from .html import page, text_of
from .many_events import add_many_events

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"
KIB = 1024


def counts(soup) -> dict[int, int]:
    """Return how many events each year has by the name of its link: '1974: 5 hechos'."""
    names = [link["aria-label"] for link in soup.select("a.years__boxes")]
    return {int(name[:4]): int(name[6:].split()[0]) for name in names}


def boxes(soup) -> dict[int, int]:
    """Return how many events each year has by its boxes, and the number over them."""
    found = {}
    for link in soup.select("a.years__boxes"):
        more = link.select_one(".years__more")
        found[int(link["aria-label"][:4])] = len(link.select(".box")) + int(
            more.text.removeprefix("+") if more else 0
        )
    return found


def entries(soup) -> list:
    return soup.select(".timeline__events > li")


def test_a_few_events_are_marks_and_many_are_boxes_of_years(content, visitor):
    add_events(MANY - 13, date="1988-05")
    few = page(visitor, HISTORY)
    assert few.select(".overview .chart-link")
    assert not few.select(".years, .timeline__list")
    add_events(1, date="1988-05")
    many = page(visitor, HISTORY)
    assert not many.select(".overview")
    assert counts(many) == {1951: 1, 1959: 1, 1965: 2, 1988: MANY - 12, 1991: 1, 2016: 1}
    assert not many.select(".timeline__list[open]")


def test_each_event_is_once_in_the_lists_and_once_in_the_strips_of_its_decade(content, visitor):
    add_many_events(120)
    soup = page(visitor, HISTORY)
    assert len(entries(soup)) == len({entry["id"] for entry in entries(soup)}) == 132
    assert counts(soup) == boxes(soup)
    for decade in soup.select(".timeline__decade"):
        listed = entries(decade)
        summary = text_of(decade.summary)
        assert summary == ("Ver el hecho" if len(listed) == 1 else f"Ver los {len(listed)} hechos")
        rail = soup.select_one(f'.rail__link[href="#{decade["id"]}"]')
        assert int(rail.select_one(".rail__count").text) == len(listed)
        for link in decade.select("a.years__boxes"):
            year = decade.find(id=link["href"].partition("#")[2])
            assert link["aria-label"][:4] in text_of(year.li.select_one(".timeline__date"))
    ids = {each["id"] for each in soup.select("[id]")}
    assert all(link["href"][1:] in ids for link in soup.select(".chart-link"))


def test_a_year_leads_to_its_decade_open_with_texts(content, visitor):
    add_many_events(288)
    soup = page(visitor, HISTORY)
    link = soup.select_one("#decada-1970 a.years__boxes")["href"]
    address, _, anchor = link.partition("#")
    assert address == f"{HISTORY}?decada=1970"
    answer = page(visitor, address)
    assert all(each.has_attr("open") for each in answer.select(".timeline__list"))
    assert answer.find(id=anchor).select(".timeline__words")
    assert soup.find(id=anchor), "a script stays on the page"


def test_hundreds_of_events_have_dates_and_titles_and_a_link_to_their_texts(content, visitor):
    add_many_events(WHOLE - 12)
    assert len(page(visitor, HISTORY).select(".timeline__list .timeline__words")) == WHOLE
    add_many_events(300 - WHOLE, seed=2)
    soup = page(visitor, HISTORY)
    assert not soup.select(".timeline__words")
    assert len(entries(soup)) == 300
    retorno = soup.find(id="1974-retorno")
    assert text_of(retorno.span) == "hacia mediados de 1974, a más tardar"
    assert retorno.a["href"] == f"{HISTORY}1974-retorno/"
    link = retorno.find_parent("details").select_one(".timeline__texts")
    assert text_of(link) == "1970–1979 con textos y fuentes"
    assert "Retorno" in text_of(
        page(visitor, link["href"].partition("#")[0]).find(id="1974-retorno")
    )


def test_a_decade_of_hundreds_has_titles_alone_and_promises_no_texts(content, visitor):
    add_events(WHOLE, date="1988")  # beside that of the eighties and nineties
    add_events(1, date="1971")
    for address in (HISTORY, f"{HISTORY}?decada=1980"):
        decade = page(visitor, address).find(id="decada-1980")
        assert len(entries(decade)) == WHOLE + 1
        assert not decade.select(".timeline__words, .timeline__texts")
        assert all(entry.a["href"] == f"{HISTORY}{entry['id']}/" for entry in entries(decade))
    seventies = page(visitor, HISTORY).select_one("#decada-1970 .timeline__texts")
    assert page(visitor, seventies["href"].partition("#")[0]).select(".timeline__words")


def test_doubts_are_drawn_and_never_become_a_year(content, visitor):
    kinds = ["1988-05-12", "1988-05", "1988-21", "1988", "1988~", "1988?", "1988-05%"]
    for date in kinds:
        add_events(6, date=date)
    for doubtful in ("/1989", "1989/..", "198X", "1988/1989", "[1988,1989]", "19XX", ""):
        add_events(1, date=doubtful, sort_year=None if doubtful else 1987)
    add_events(1, date="1989", at_the_latest=True)
    soup = page(visitor, HISTORY)
    strip = soup.select_one("#decada-1980")
    assert counts(strip) == {1988: 42}
    drawn = [" ".join(box["class"][1:]) for box in strip.select(".box")]
    assert drawn == ["box--day"] * 6 + ["box--month"] * 6
    assert text_of(strip.select_one(".years__more")) == "+30"
    legend = [" ".join(box["class"][1:]) for box in soup.select(".legend .box")]
    assert legend == [
        *("box--day", "box--month", "box--month box--about box--uncertain", "box--season"),
        *("box--year", "box--year box--uncertain", "box--year box--about"),
    ]
    assert (
        len(strip.select(".strip .chart-link"))
        + int(text_of(strip.select_one(".strip > .strip__year")).removeprefix("+"))
        == 8
    )  # and that of the eighties and nineties in the first content
    assert "1987" not in text_of(strip.select_one(".years"))


def test_two_hundred_events_of_a_year_are_no_tower(content, visitor):
    add_events(200, date="1988")
    add_events(60, date="/1987")
    strip = page(visitor, HISTORY).select_one("#decada-1980")
    link = strip.select_one("a.years__boxes")
    assert link["aria-label"] == "1988: 200 hechos"
    assert len(link.select(".box")) == MOST_BOXES
    assert text_of(link.select_one(".years__more")) == f"+{200 - MOST_BOXES}"
    assert int(strip.select_one(".strip")["height"]) <= 30 * (MOST_ROWS + 1)
    assert len(page(visitor, "/es/").select(".years--all .box")) < 40


def test_the_head_of_an_event_among_hundreds_of_its_year_is_low(content, visitor):
    last = add_events(200, date="1988")[-1]
    add_events(1, date="1981-02-03")
    strip = page(visitor, f"{HISTORY}{last.slug}/").select_one(".event__date .strip")
    assert int(strip["height"]) <= 30 * (MOST_ROWS + 1)
    others = strip.select(".strip__other")
    assert MOST_ROWS <= len(others) < 10
    assert len(strip.select(".mark")) == len(others) + 1
    more = next(text for text in strip.select("text") if text.text.startswith("+"))
    assert int(more.text) >= 200 - len(others)


def test_a_gap_of_centuries_is_not_drawn(content, visitor):
    add_events(20, date="1492")
    add_events(20, date="2041-03")
    soup = page(visitor, HISTORY)
    assert [each["id"] for each in soup.select(".timeline__decade:has(.years)")] == [
        f"decada-{decade}" for decade in (1490, 1950, 1960, 1970, 1980, 1990, 2010, 2040)
    ]
    assert counts(soup)[1492] == counts(soup)[2041] == 20
    assert len(soup.select(".rail__item")) < 15
    assert len(page(visitor, "/es/").select(".years--all > li")) == len(range(1490, 2050, 10))


def test_no_count_and_no_box_tells_of_an_event_that_is_not_public(content, visitor):
    hidden = add_events(4, date="1974-05")
    add_events(48, date="1975")
    make_private(hidden[0])
    hidden[1].unpublish()
    with publishing_reason("test"):
        HistoryEventPage.objects.filter(pk=hidden[2].pk).update(
            expire_at=timezone.now() - timedelta(minutes=1)
        )
    soup = page(visitor, HISTORY)
    assert counts(soup) == boxes(soup) == {
        1951: 1, 1959: 1, 1965: 2, 1974: 1, 1975: 48, 1991: 1, 2016: 1
    }  # fmt: skip
    assert text_of(soup.select_one("#decada-1970 summary")) == "Ver los 51 hechos"
    assert text_of(soup.select_one(".rail__link[href='#decada-1970']")).startswith("1970 51")
    assert text_of(soup.select_one(".history__facts")).startswith("61 hechos")
    option = soup.select_one(".filters a[href*='decada=1970']")
    assert text_of(option) == "1970–1979 51"
    assert not [each for each in hidden[:3] if each.slug in str(soup)]
    home = page(visitor, "/es/")
    assert "61 hechos, 1951–2016" in text_of(home.main)
    assert len(home.select(".years--all .box")) == 7 + MOST_BOXES
    legal = page(visitor, f"{HISTORY}?decada=1970")
    assert text_of(legal.find(id="resultado")).startswith("51 de 61 hechos · Década: 1970–1979")


def test_filters_leave_strips_or_marks_and_the_language_switch_keeps_them(content, visitor):
    add_many_events(288)
    soup = page(visitor, f"{HISTORY}?tema=programas")
    found = len(entries(soup))
    assert MANY < found < WHOLE
    assert text_of(soup.find(id="resultado")).startswith(f"{found} de 300 hechos · Tema: Programas")
    assert sum(counts(soup).values()) <= found
    decade = soup.select_one("#decada-1970 a.years__boxes")["href"]
    assert decade.startswith(f"{HISTORY}?tema=programas&decada=1970#anio-197")
    both = page(visitor, decade.partition("#")[0])
    assert len(entries(both)) < MANY
    assert both.select(".strip .chart-link")
    assert not both.select(".years")
    english = both.select_one(".languages a[hreflang=en]")["href"]
    assert set(english.partition("?")[2].split("&")) == {"tema=programas", "decada=1970"}
    assert len(entries(page(visitor, english))) == len(entries(both))


def test_a_decade_without_a_value_is_no_filter(content, visitor):
    assert len(entries(page(visitor, f"{HISTORY}?decada=&tema="))) == 12


def test_years_are_said_in_english(content, visitor):
    add_events(40, date="1974")
    soup = page(visitor, HISTORY.replace("/es/", "/en/"))
    assert soup.select_one("#decada-1970 a.years__boxes")["aria-label"] == "1974: 40 events"
    assert text_of(soup.select_one("#decada-1970 summary")) == "See the 42 events"


def test_a_draft_among_hundreds_is_previewed_whole(content):
    add_many_events(288)
    event = HistoryEventPage.objects.get(slug="1991-repatriacion")
    html = event.make_preview_request(preview_mode="es-timeline").content.decode()
    before, found, after = html.partition('id="1991-repatriacion"')
    assert "timeline__words" in after.partition("</li>")[0]
    assert before.rindex("<details") == before.rindex('<details class="timeline__list" open')


@pytest.mark.parametrize("many", [False, True])
def test_no_id_is_there_twice_whatever_an_event_is_called(content, visitor, many):
    if many:
        add_events(40, date="1974")
    ids = {each["id"] for each in page(visitor, HISTORY).select("[id]")}
    slugs = HistoryEventPage.objects.values_list("slug", flat=True)
    others = sorted({each for each in ids - set(slugs) if not each.startswith("fecha-event")})
    for slug, event in zip(others, add_events(len(others), date="1988-05"), strict=True):
        with publishing_reason("test"):
            HistoryEventPage.objects.filter(pk=event.pk).update(
                slug=slug, url_path=event.url_path.replace(event.slug, slug)
            )
    for query in ("", "?decada=1980", "?decada=1970"):
        shown = [each["id"] for each in page(visitor, HISTORY + query).select("[id]")]
        assert sorted({each for each in shown if shown.count(each) > 1}) == [], query
    assert page(visitor, HISTORY).find(id="hecho-relato")
    assert page(visitor, HISTORY).find(id="1974-retorno")


def test_three_hundred_events_are_light(content, visitor):
    add_many_events(288)
    for address, most in ((HISTORY, 24), (f"{HISTORY}?decada=1970", 24), ("/es/", 7)):
        assert len(gzip.compress(visitor.get(address).content, 6)) <= most * KIB, address


@pytest.mark.full
def test_three_thousand_events_are_answered(content, visitor):
    add_many_events(2_988)
    for address in (HISTORY, f"{HISTORY}?decada=1970", f"{HISTORY}?tema=legal", "/es/"):
        assert len(gzip.compress(visitor.get(address).content, 6)) <= 128 * KIB, address
    assert len(entries(page(visitor, HISTORY))) == 3_000


def test_a_decade_with_what_overlaps_it_has_no_more_texts_than_a_page_may(content, visitor):
    add_events(100, date="1979/1985")  # of the seventies, and in the eighties too
    add_events(100, date="1988")
    add_events(40, date="[1972,1985]")
    soup = page(visitor, f"{HISTORY}?decada=1980")
    assert len(entries(soup)) > WHOLE
    assert len(soup.select("#decada-1980 .timeline__words")) == 101
    assert not soup.select("#decada-1970 .timeline__words")
    assert len(soup.select("#anios-1970-1989 .timeline__words")) == 40
    assert len(soup.select(".timeline__words")) <= WHOLE
    (link,) = soup.select(".timeline__texts")
    assert link["href"] == f"{HISTORY}?decada=1970#decada-1970"
    assert page(visitor, f"{HISTORY}?decada=1970").select("#decada-1970 .timeline__words")
