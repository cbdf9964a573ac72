"""What has an end is nowhere after it, though nothing was written: neither kept nor in a cache."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.utils import timezone

from history.models import HistoryEventPage, HistoryPage
from oim_portal.web.cache_control import WEEK
from pages.models import HomePage
from pages.models.publishing_guard import publishing_reason
from pages.site_cache import _newest
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage, SpherePage

from .clock import HOUR, Clock
from .factories import add_page, publish_page
from .html import text_of

pytestmark = pytest.mark.django_db

TITLE = "Hasta mañana"
HOME, MISSION = "/es/", "/es/quienes-somos/mision/"
HISTORY, PROGRAMS = "/es/quienes-somos/historia/", "/es/programas/"


@pytest.fixture
def clock(monkeypatch, settings, content) -> Clock:
    """A clock that a test turns, with a cache in front that keeps pages for a week."""
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def kept_for(answer) -> int:
    """Return for how many seconds a cache may serve an answer."""
    assert answer.status_code == 200
    numbers = dict(re.findall(r"([a-z-]+)=(\d+)", answer["Cache-Control"]))
    assert numbers["stale-while-revalidate"] == numbers["stale-if-error"]
    return int(numbers["s-maxage"]) + int(numbers["stale-if-error"])


def shown(answer, selector: str) -> bool:
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    return any(TITLE in text_of(element) for element in soup.select(selector))


def test_a_page_of_the_menu_leaves_header_and_footer_at_its_end(visitor, clock):
    add_page(title=TITLE, show_in_menus=True, expire_at=clock.end)
    for address in (HOME, MISSION, HOME):
        answer = visitor.get(address)
        assert shown(answer, ".site-header")
        assert shown(answer, ".site-footer")
        assert kept_for(answer) == HOUR

    clock.pass_the_end()
    for address in (MISSION, HOME):
        answer = visitor.get(address)
        assert not shown(answer, "body")
        assert kept_for(answer) == WEEK


def program_with_end(clock) -> ProgramPage:
    """Add a programme that ends, and that an event of the history tells of."""
    program = add_page(
        ProgramIndexPage.objects.get(), TITLE, model=ProgramPage, expire_at=clock.end
    )
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    with publishing_reason("test"):
        ProgramEvent.objects.create(page=program, event=event)
    return program


def test_a_programme_leaves_the_timeline_at_its_end(visitor, clock):
    program_with_end(clock)
    for _visit in range(2):
        answer = visitor.get(HISTORY)
        assert shown(answer, ".timeline__margin a")
        assert kept_for(answer) == HOUR

    clock.pass_the_end()
    answer = visitor.get(HISTORY)
    assert not shown(answer, "body")
    assert kept_for(answer) == WEEK


def test_what_ends_shortens_no_page_that_does_not_show_it(visitor, clock):
    program_with_end(clock)
    for address in (HISTORY, PROGRAMS, HOME):
        assert kept_for(visitor.get(address)) == HOUR
    assert kept_for(visitor.get(MISSION)) == WEEK


def test_a_call_to_action_ends_with_its_page(visitor, clock):
    target = add_page(title="Destino", show_in_menus=False, expire_at=clock.end)
    home = HomePage.objects.get()
    call = {"text": TITLE, "note": "", "page": target.pk, "document": None, "address": ""}
    home.body_es = [{"type": "call_to_action", "value": call}]
    publish_page(home)
    for _visit in range(3):
        answer = visitor.get(HOME)
        assert shown(answer, ".call-to-action")
        assert kept_for(answer) == HOUR

    clock.pass_the_end()
    answer = visitor.get(HOME)
    assert not shown(answer, "main")
    assert kept_for(answer) == WEEK


def test_a_sphere_leaves_its_programmes_at_its_end(visitor, clock):
    index = ProgramIndexPage.objects.get()
    sphere = add_page(index, TITLE, model=SpherePage, expire_at=clock.end, show_in_menus=False)
    program = ProgramPage.objects.first()
    program.sphere = sphere
    publish_page(program)
    addresses = (PROGRAMS, program.url_in("es"), PROGRAMS)
    for address in addresses:
        answer = visitor.get(address)
        assert shown(answer, "main")
        assert kept_for(answer) == HOUR

    clock.pass_the_end()
    for address in addresses:
        answer = visitor.get(address)
        assert not shown(answer, "body")
        assert kept_for(answer) == WEEK


# What only the query has that reads the menu, or the events.
READS_MENU = '"pages_basepage"."depth" <= %s AND "pages_basepage"."show_in_menus"'
READS_EVENTS = '"history_historyeventpage"'


@pytest.mark.parametrize(
    ("address", "question"), [(HOME, READS_MENU), (HISTORY, READS_EVENTS)], ids=["menu", "events"]
)
def test_an_end_that_comes_while_pages_are_read_counts(visitor, clock, address, question):
    add_page(title=TITLE, show_in_menus=True, expire_at=clock.end)
    add_page(HistoryPage.objects.get(), TITLE, model=HistoryEventPage, expire_at=clock.end)

    def turn_the_clock(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if question in sql.partition(" FROM ")[2]:
            clock.pass_the_end()
        return result

    _newest.clear()
    with connection.execute_wrapper(turn_the_clock):
        answer = visitor.get(address)
    assert shown(answer, "body")
    assert kept_for(answer) == 0
    answer = visitor.get(address)
    assert not shown(answer, "body")
    assert kept_for(answer) == WEEK
