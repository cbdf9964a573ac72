"""A redirect works however its old address was typed, and however visitors ask for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from oim_portal.accounts.roles import ADMINISTRATOR

from .staff import person, signed_in

pytestmark = pytest.mark.django_db

TARGET = "https://ecuador.iom.int/es"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (" /foo bar/ ", "/foo%20bar"),
        ("/foo%20bar", "/foo%20bar/"),
        ("/ foo / bar /", "/foo/bar/"),
        ("foo", "/foo/"),
        ("\xa0/foo\xa0bar\u2028", "/foo%20bar"),
        ("https://oim.org.ec/foo/?b=2&a=1#top", "/foo/?a=1&b=2"),
        ("localhost/foo", "/foo"),
        ("/Foo/Bar.ASPX", "/foo/bar.aspx"),
        ("/foo", "/FOO?utm_source=x"),
        ("/migraci%C3%B3n", "/migraci%c3%b3n/"),
        ("/migración", "/migraci%C3%B3n"),
        ("/migracio\u0301n", "/migraci%C3%B3n"),
        ("/migración", "/migracio%CC%81n"),
        ("/MIGRACIÓN", "/migraci%C3%B3n"),
        ('/a"b', "/a%22b"),
        ("/a+b", "/a+b"),
        ("/index.php?id=7", "/index.php?id=7"),
    ],
)
@pytest.mark.parametrize("by", ["form", "code"])
def test_a_redirect_works_however_it_is_typed(content, visitor, typed, asked, by):
    if by == "code":
        Redirect.objects.create(old_path=typed, redirect_link=TARGET)
    else:
        form = {"old_path": typed, "redirect_link": TARGET, "is_permanent": "on"}
        answer = signed_in(person(ADMINISTRATOR)).post(reverse("wagtailredirects:add"), form)
        assert answer.status_code == 302, answer.content.decode()
    assert visitor.get(asked).headers.get("Location") == TARGET


def test_the_nearest_of_several_counts_and_two_for_all_sites_are_no_error(content, visitor):
    Redirect.objects.create(old_path="/foo", redirect_link=f"{TARGET}/plain")
    Redirect.objects.create(old_path="/FOO", redirect_link=f"{TARGET}/capital")
    Redirect.objects.create(old_path="/foo?a=1", redirect_link=f"{TARGET}/query")
    assert visitor.get("/foo")["Location"] == f"{TARGET}/plain"
    assert visitor.get("/FOO/")["Location"] == f"{TARGET}/capital"
    assert visitor.get("/foo?a=1")["Location"] == f"{TARGET}/query"
    Redirect.objects.create(old_path="/foo", redirect_link=f"{TARGET}/plain")
    assert visitor.get("/foo").status_code == 301


def test_an_address_without_a_redirect_costs_one_question(content, visitor):
    with CaptureQueriesContext(connection) as asked:
        visitor.get("/es/no%20existe/?a=1&b=%C3%B3")
    assert sum("wagtailredirects" in query["sql"] for query in asked) == 1


@pytest.mark.parametrize(
    "asked", ["/%00", "/a%0ab", "/%F0%9F%98%80", "/" + "a" * 5000, "/%", "/?;"]
)
def test_odd_addresses_are_answered(content, visitor, asked):
    assert visitor.get(asked).status_code in {302, 400, 404}
