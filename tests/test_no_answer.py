"""'This number did not answer': a form without a token, a script or anything about its sender."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from pages.change_triggers import required_triggers
from pages.kinds.help.models import ContactPoint, Unanswered
from pages.kinds.help.models.unanswered import MOST

from .concurrency import at_once
from .contact_points import add_point, contact_page
from .factories import make_private
from .html import page

pytestmark = pytest.mark.django_db
ADDRESS = "/es/no-respondio/"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def point(content) -> ContactPoint:
    return add_point()


@pytest.fixture
def sender() -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"})


def report(sender: Client, point: ContactPoint, address: str = ADDRESS, **headers: str):
    return sender.post(address, {"punto": point.pk}, headers=headers)


def counts() -> list[int]:
    return list(Unanswered.objects.values_list("count", flat=True))


def test_the_form_is_one_button_and_leads_back_with_thanks(point, sender):
    form = page(sender, "/es/contacto/").select_one("#linea-de-ayuda form")
    assert (form["method"], form["action"]) == ("post", ADDRESS)
    (button,) = form.select("button, input, select, textarea")
    assert (button["name"], button["value"]) == ("punto", str(point.pk))
    answer = report(sender, point, **HERE)
    assert (answer.status_code, answer["Location"]) == (303, "/es/contacto/#gracias-linea-de-ayuda")
    assert page(sender, "/es/contacto/").select_one("#gracias-linea-de-ayuda")
    assert report(sender, point, "/en/no-respondio/", **HERE)["Location"].startswith("/en/")
    assert counts() == [2]


def test_it_sets_no_cookie_and_is_not_stored_by_a_cache(point, sender):
    answer = report(sender, point, **HERE)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    assert {field.name for field in Unanswered._meta.fields} == {"id", "point", "day", "count"}


def test_only_a_page_of_this_site_may_send_it(point, sender):
    for headers, status in (
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://other.example.org"}, 403),
        ({"Origin": "http://localhost.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "http://localhost/es/contacto/"}, 403),
        ({}, 403),
    ):
        Unanswered.objects.all().delete()
        assert report(sender, point, **headers).status_code == status, headers
        assert counts() == ([1] if status == 303 else []), headers


def test_it_is_only_posted(sender, content):
    assert sender.get(ADDRESS, headers=HERE).status_code == 405


def test_what_is_no_point_is_not_there(sender, content):
    for number in ("", "x", "0", "-1", "9" * 12, "9" * 40, "²", "1.5"):
        assert sender.post(ADDRESS, {"punto": number}, headers=HERE).status_code == 404, number


def test_only_what_is_public_is_counted(point, sender):
    make_private(point)
    assert report(sender, point, **HERE).status_code == 404
    draft = add_point("Otra")
    draft.unpublish()
    assert report(sender, draft, **HERE).status_code == 404
    other = add_point("Sin página")
    contact_page().unpublish()
    assert report(sender, other, **HERE).status_code == 404
    assert counts() == []


def test_a_day_has_one_row_which_is_bounded_and_goes_after_a_year(point):
    today = date(2026, 5, 1)
    Unanswered.add(point, today - timedelta(days=366))
    for _each in range(3):
        Unanswered.add(point, today)
    assert counts() == [3]
    Unanswered.objects.update(count=MOST)
    Unanswered.add(point, today)
    assert counts() == [MOST]
    Unanswered.add(point, today - timedelta(days=29))
    Unanswered.add(point, today - timedelta(days=30))
    assert Unanswered.lately([point.pk], today) == {point.pk: MOST + 1}


@pytest.mark.django_db(transaction=True)
def test_reports_that_come_at_once_are_all_counted():
    point = add_point()
    at_once(*[lambda: Unanswered.add(point)] * 4)
    assert counts() == [4]


def test_a_report_discards_nothing_that_pages_share(content):
    assert Unanswered._meta.db_table not in required_triggers()


def test_it_is_the_only_view_without_a_token():
    found = {pattern.name for pattern in patterns(get_resolver()) if is_exempt(pattern)}
    assert found == {"no_answer"}


def patterns(resolver: URLResolver):
    for each in resolver.url_patterns:
        yield from patterns(each) if isinstance(each, URLResolver) else [each]


def is_exempt(pattern: URLPattern) -> bool:
    """Leave out views of the REST framework, which ask whoever is signed in for the token."""
    view = pattern.callback
    return getattr(view, "csrf_exempt", False) and not hasattr(view, "cls")
