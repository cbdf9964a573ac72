"""Failures to sign in lock out those who fail, not a colleague, and nobody guesses for long."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oim_portal.accounts import throttling
from oim_portal.accounts.roles import EDITOR

from .staff import PASSWORD, person, sign_in

pytestmark = pytest.mark.django_db
LIMIT = settings.AXES_FAILURE_LIMIT
OFFICE, HOME = "192.0.2.1", "198.51.100.1"


@pytest.fixture(autouse=True)
def ana():
    return person(EDITOR)


@pytest.fixture
def few_strangers(settings):
    """A second limit that a test reaches soon; how it is reached is the same."""
    settings.PORTAL_FAILURES_OF_STRANGERS = LIMIT + 2
    return LIMIT + 2


def attempt(
    email: str = "ana@example.org", *, right=False, address=OFFICE, browser=None, **headers
):
    """Try to sign in from an address, with the right password or a wrong one."""
    password = PASSWORD if right else "nearly-my-password"
    return sign_in(browser or Client(), email, password, REMOTE_ADDR=address, headers=headers)


def is_in(response) -> bool:
    return response.status_code == 302


def known_browser(email: str = "ana@example.org") -> Client:
    """Return a browser in which somebody has signed in, and out again."""
    browser = Client()
    assert is_in(attempt(email, right=True, browser=browser))
    browser.post(reverse("account_logout"))
    return browser


def test_an_account_is_locked_to_where_the_failures_come_from():
    for _number in range(LIMIT):
        attempt()
    answer = attempt(right=True)
    assert answer.status_code == 429
    assert "account/locked_out.html" in [template.name for template in answer.templates]


def test_failures_elsewhere_do_not_lock_their_owner_out():
    for _number in range(LIMIT + 1):
        attempt(address="203.0.113.9")
    assert is_in(attempt(right=True, address=HOME))


def test_failures_with_one_account_do_not_lock_a_colleague_of_the_same_office_out():
    eva = person(EDITOR, "eva@example.org")
    for _number in range(LIMIT + 1):
        attempt()
    assert is_in(attempt(eva.email, right=True))


def test_quick_failures_with_many_accounts_do_not_shut_the_office_out():
    """allauth's own limit was thirty a minute from an address."""
    for number in range(35):
        attempt(f"nobody-{number}@example.org")
    assert is_in(attempt(right=True))


def test_failures_of_others_in_the_office_lock_nobody_out_of_a_known_browser(few_strangers):
    browser = known_browser()
    for number in range(few_strangers):
        attempt()
        attempt(f"nobody-{number}@example.org")
    assert attempt(right=True).status_code == 429
    assert is_in(attempt(right=True, browser=browser))


def test_a_known_browser_has_no_more_tries_than_another():
    browser = known_browser()
    for number in range(LIMIT):
        attempt(browser=browser, address=f"192.0.2.{number}")
    assert attempt(right=True, browser=browser).status_code == 429
    assert is_in(attempt(right=True))


def test_a_browser_is_known_for_those_who_have_signed_in_there_alone():
    person(EDITOR, "eva@example.org")
    browser = known_browser()
    for _number in range(LIMIT):
        attempt("eva@example.org")
    assert attempt("eva@example.org", right=True, browser=browser).status_code == 429


def test_one_browser_is_known_for_several_people():
    person(EDITOR, "eva@example.org")
    browser = known_browser()
    attempt("eva@example.org", right=True, browser=browser)
    browser.post(reverse("account_logout"))
    for _number in range(LIMIT):
        attempt()
        attempt("eva@example.org")
    assert is_in(attempt(right=True, browser=browser))
    browser.post(reverse("account_logout"))
    assert is_in(attempt("eva@example.org", right=True, browser=browser))


@pytest.mark.parametrize("value", ["x", "", "WyJhIiwgWyJiIl1d:1x:y"])
def test_a_browser_that_says_it_is_known_is_not(value):
    browser = Client()
    browser.cookies[throttling.COOKIE] = value
    for _number in range(LIMIT):
        attempt()
    assert attempt(right=True, browser=browser).status_code == 429


def test_the_cookie_of_a_known_browser_is_for_the_account_pages_and_names_nobody():
    cookie = known_browser().cookies[throttling.COOKIE]
    assert (cookie["path"], cookie["httponly"]) == ("/cuenta/", True)
    assert "ana" not in cookie.value
    failed = Client()
    attempt(browser=failed)
    assert throttling.COOKIE not in failed.cookies


def test_an_account_is_locked_to_strangers_wherever_many_failures_come_from(few_strangers):
    for number in range(few_strangers):
        attempt(address=f"203.0.113.{number}")
    assert attempt(right=True, address=HOME).status_code == 429


def test_an_address_is_locked_to_strangers_whichever_accounts_they_try(few_strangers):
    for number in range(few_strangers):
        attempt(f"nobody-{number}@example.org")
    assert attempt(right=True).status_code == 429
    assert is_in(attempt(right=True, address=HOME))


def test_a_house_with_a_network_of_addresses_is_one_place():
    for number in range(LIMIT):
        attempt(address=f"2001:db8:1:1::{number + 1}")
    assert attempt(right=True, address="2001:db8:1:1:ffff::1").status_code == 429
    assert is_in(attempt(right=True, address="2001:db8:1:2::1"))


def test_an_account_has_no_more_attempts_for_being_spelt_otherwise():
    for number in range(LIMIT):
        attempt("ana@example.org" if number % 2 else f" ANA@EXAMPLE.org{' ' * number}")
    assert attempt(right=True).status_code == 429


def test_an_unknown_account_is_locked_just_like_a_known_one():
    answers = [
        [attempt(email, address=address).status_code for _number in range(LIMIT + 1)]
        for email, address in [("ana@example.org", OFFICE), ("nobody@example.org", HOME)]
    ]
    assert answers[0] == answers[1]
    assert answers[0][-1] == 429


def test_an_address_longer_than_any_column_is_counted_like_others():
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org"
    assert [attempt(long).status_code for _number in range(LIMIT)] == [200] * (LIMIT - 1) + [429]


def test_sign_ins_without_a_name_lock_nobody():
    for _attempt in range(LIMIT + 2):
        attempt("")
    assert is_in(attempt(right=True))


def test_a_header_that_anybody_can_write_buys_no_attempts():
    for number in range(LIMIT):
        attempt(**{"x-forwarded-for": f"203.0.113.{number}"})
    answer = attempt(right=True, **{"x-forwarded-for": "203.0.113.99"})
    assert answer.status_code == 429


def test_the_lock_opens_after_a_quarter_of_an_hour():
    for _attempt in range(LIMIT):
        attempt()
    assert not is_in(attempt(right=True))
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))
    assert is_in(attempt(right=True))


def test_attempts_during_the_lock_do_not_prolong_it():
    for _attempt in range(LIMIT):
        attempt()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    locked = AccessAttempt.objects.get().attempt_time
    attempt()
    assert AccessAttempt.objects.get().attempt_time == locked


def test_confirming_ones_password_within_a_session_counts_too():
    browser = Client()
    attempt(right=True, browser=browser)
    del browser.cookies[throttling.COOKIE]
    for _attempt in range(LIMIT):
        browser.post("/cuenta/confirmar/", {"password": "wrong"}, REMOTE_ADDR=OFFICE)
    assert attempt(right=True).status_code == 429


def test_no_password_is_kept_of_a_failed_attempt():
    attempt()
    assert "nearly-my-password" not in str(AccessAttempt.objects.values())


def test_what_locks_nobody_any_more_is_forgotten_and_who_signed_in_is_not_kept():
    attempt()
    attempt("eva@example.org")
    AccessAttempt.objects.filter(username="ana@example.org").update(
        attempt_time=timezone.now() - timedelta(minutes=16)
    )
    attempt(right=True)
    call_command("forget_failed_sign_ins")
    assert [each.username for each in AccessAttempt.objects.all()] == ["eva@example.org"]
    assert not AccessLog.objects.exists()
