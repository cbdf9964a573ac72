"""The editorial calendar: what happens on which day, in Ecuador's time, from declared moments."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from pages.models import ContentPage, PortalSettings
from pages.models.publishing_guard import publishing_reason

from .editorial_team import EditorialTeam
from .factories import add_page, publish_page
from .html import page as read
from .kinds.models import NoticeIndexPage, NoticePage

URL = "/admin/calendario/"


@pytest.fixture
def team(content, db) -> EditorialTeam:
    return EditorialTeam()


def at(day: int, hour: int) -> datetime:
    return timezone.make_aware(datetime(2031, 5, day, hour, 30))


def entries(client, **asked) -> dict[str, list[str]]:
    """Return the entries of May 2031, by day."""
    soup = read(client, f"{URL}?mes=2031-05" + "".join(f"&{n}={v}" for n, v in asked.items()))
    return {
        day.select_one("time")["datetime"]: [
            " ".join(each.text.split()) for each in day.select(".calendar__moment")
        ]
        for day in soup.select(".calendar__day")
        if day.select(".calendar__moment")
    }


def test_each_kind_of_moment_stands_on_its_day_in_ecuador(team):
    page = ContentPage.objects.get(pk=team.pk)
    page.expire_at, page.review_on = at(20, 23), date(2031, 5, 2)
    publish_page(page)
    PortalSettings.objects.create(site=Site.objects.get(), alert_until=at(31, 22))
    draft = team.page.get_latest_revision_as_object()
    draft.go_live_at = at(7, 8)
    with publishing_reason("test"):
        draft.save_revision(approved_go_live_at=at(7, 8))
    assert entries(team.pablo) == {
        "2031-05-02": ["Por revisar Una página"],
        "2031-05-07": ["08:30 · Se publica Una página"],
        "2031-05-20": ["23:30 · Se retira Una página"],
        "2031-05-31": ["22:30 · Fin del aviso Ajustes del sitio"],
    }
    assert list(entries(team.pablo, que="revisar")) == ["2031-05-02"]
    assert list(entries(team.pablo, que="nada")) == list(entries(team.pablo))


@pytest.mark.parametrize("asked", ["", "2031-13", "x", "0001-01", "2031-05-01", "9999-12"])
def test_an_odd_month_is_this_one(team, asked):
    soup = read(team.eva, f"{URL}?mes={asked}")
    assert soup.select_one("[aria-current=date] time")["datetime"] == str(timezone.localdate())
    earlier, later = (each["href"] for each in soup.select(".calendar__bar a"))
    first = timezone.localdate().replace(day=1)
    assert (first - timedelta(days=1)).strftime("%Y-%m") in earlier
    assert (first + timedelta(days=31)).strftime("%Y-%m") in later


def test_pages_that_the_user_may_not_work_on_are_left_out(team, client):
    assert client.get(URL).status_code == 302


def test_its_queries_are_the_same_with_many_pages(team):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            entries(team.pablo)
        return len(queries)

    add_page(title="Otra", review_on=date(2031, 5, 3), expire_at=at(9, 9))
    count()
    few = count()
    for number in range(5):
        add_page(title=f"Otra {number}", review_on=date(2031, 5, 3), expire_at=at(9, 9))
    assert count() == few
    assert len(entries(team.pablo)["2031-05-09"]) == 6


def test_a_new_kind_is_there_without_a_line(team):
    index = add_page(title="Avisos", model=NoticeIndexPage)
    add_page(index, "Se cierra", model=NoticePage, closes_at=at(12, 18))
    assert entries(team.eva) == {"2031-05-12": ["18:30 · Cierra Se cierra"]}
    assert list(entries(team.eva, que="closes_at")) == ["2031-05-12"]
