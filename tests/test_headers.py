"""What every public answer tells the browser, and that it sets no cookie."""

import re

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from oim_portal.web.headers import ADMIN_POLICY, OTHER_HEADERS, PUBLIC_POLICY, policy_text
from pages.models import BasePage

pytestmark = pytest.mark.django_db

BESIDE_PAGES = ["/", "/robots.txt", "/sitemap.xml", "/es/nada/", "/en/nothing/", "/nada"]
INLINE = {"style", "onclick", "onload", "onerror", "onsubmit", "onchange"}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> dict[str, HttpResponse]:
    """What a visitor gets at each address of the first content, in both languages."""
    visitor = Client(headers={"host": "localhost"})
    with django_db_blocker.unblock():
        pages = BasePage.objects.published().filter(depth__gte=2)
        addresses = [each.url_in(language) for each in pages for language in ("es", "en")]
        return {address: visitor.get(address) for address in [*addresses, *BESIDE_PAGES]}


@pytest.fixture
def soups(answers) -> dict[str, BeautifulSoup]:
    """The answers that are pages, errors included."""
    return {
        address: BeautifulSoup(answer.content.decode(), "html.parser")
        for address, answer in answers.items()
        if answer.get("Content-Type", "").startswith("text/html") and answer.content
    }


def test_every_public_answer_has_the_same_headers_and_sets_no_cookie(answers):
    for address, answer in answers.items():
        assert answer["Content-Security-Policy"] == policy_text(PUBLIC_POLICY), address
        assert {name: answer[name] for name in OTHER_HEADERS} == OTHER_HEADERS, address
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address


def test_the_policy_allows_nothing_by_default_and_nothing_inline():
    assert PUBLIC_POLICY["default-src"] == "'none'"
    assert "unsafe" not in policy_text(PUBLIC_POLICY)
    assert "*" not in policy_text(PUBLIC_POLICY)
    assert "data:" not in policy_text(PUBLIC_POLICY)


def test_public_pages_hold_no_script_style_or_handler_inline(soups):
    assert len(soups) > 40
    for address, soup in soups.items():
        assert soup.find_all("style") == []
        # Structured data is no script: nothing runs it, and the policy does not ask of it.
        inline = soup.select("script:not([src]):not([type='application/ld+json'])")
        assert inline == [], address
        for element in soup.find_all(True):
            assert not INLINE & set(element.attrs), f"{address}: {element.name}"


def test_public_pages_load_nothing_from_elsewhere(soups):
    for address, soup in soups.items():
        loaded = [tag["src"] for tag in soup.select("[src]")]
        loaded += [tag["href"] for tag in soup.select("link[rel=stylesheet], link[rel=icon]")]
        assert loaded
        assert [link for link in loaded if not re.match(r"/(?!/)", link)] == [], address


def test_a_visitor_who_brings_a_cookie_gets_the_same_page(content, visitor):
    plain = visitor.get("/es/quienes-somos/").content
    visitor.cookies["sessionid"] = "made-up"
    assert visitor.get("/es/quienes-somos/").content == plain


def test_the_admin_has_a_policy_of_its_own(db, visitor):
    answer = visitor.get(reverse("wagtailadmin_home"))
    assert answer["Content-Security-Policy"] == policy_text(ADMIN_POLICY)
