"""Export, wipe, import: the same events come back."""

import json

import pytest

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import PUBLISHER
from pages.models import MissionPage
from tests.factories import add_page
from tests.staff import person
from tests.tables import Desk

pytestmark = pytest.mark.django_db

FIELDS = [
    "slug", "title", "display_title_es", "display_title_en", "date", "sort_year", "at_the_latest",
    "date_as_written_es", "date_as_written_en", "note", "narrative_block", "translation_key",
]  # fmt: skip
HOSTILE = ["=1+1", "'@x", "-a;=b", "«ñ» “x” 'y' \"z\" <b>&amp;", "a | b, c; d\te"]


@pytest.fixture
def desk(content) -> Desk:
    """Somebody who imports, beside the office's events and some that are hard to keep."""
    link = f'<a linktype="page" id="{MissionPage.objects.get().pk}">y</a>'
    for number, text in enumerate(HOSTILE):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        made = add_page(
            HistoryPage.objects.get(),
            f"{text} {number}",
            model=HistoryEventPage,
            date="1970",
            display_title_en=text,
            date_as_written_es=text,
            note=f"{text}\n\n{text}",
            text_es=f"<p>{escaped}</p><p>dos<br/>{escaped}</p>",
            text_en=f'<p data-block-key="a"><i>x</i> {link}</p>',
        )
        made.save_revision().publish()
    return Desk(person(PUBLISHER))


def everything() -> list[dict]:
    """Return what events hold, in the order of the timeline."""
    events = HistoryEventPage.objects.order_by("date_sort", "pk")
    return [
        {name: getattr(event, name) for name in FIELDS}
        | {
            "live": event.live,
            "themes": {theme.slug for theme in event.themes.all()},
            "sources": {source.pk for source in event.sources.all()},
        }
        for event in events
    ]


def wipe() -> None:
    for event in HistoryEventPage.objects.all():
        event.delete()


def records(visitor) -> list[dict]:
    """Return the published records without the moment of their publication."""
    events = json.loads(visitor.get("/datos/eventos.json").content)["events"]
    return [{name: value for name, value in each.items() if name != "modified"} for each in events]


def test_the_table_of_staff_brings_back_the_same_events(desk, visitor):
    before = everything(), records(visitor), visitor.get("/datos/eventos.csv").content
    table = desk.table()
    wipe()
    assert records(visitor) == []
    desk.carry_out(table)
    assert everything() == before[0]
    assert records(visitor) == before[1]
    assert visitor.get("/datos/eventos.csv").content == before[2]


def test_the_public_table_brings_back_all_that_is_public_in_its_order(desk, visitor):
    before = records(visitor)
    version = json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"]
    data = visitor.get("/datos/eventos-excel.csv").content
    wipe()
    desk.carry_out(data)
    assert records(visitor) == before
    assert json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"] == version
    assert visitor.get("/datos/eventos-excel.csv").content == data


def test_a_table_brought_back_twice_changes_nothing_the_second_time(desk, visitor):
    data = visitor.get("/datos/eventos.csv").content
    wipe()
    desk.carry_out(data)
    plan = desk.preview(data)
    assert not plan.new
    assert not plan.changed
