"""Failures to sign in are counted by account and by address, in the database, and not to fool."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F
from django.test import Client

from oim_portal.accounts.roles import EDITOR
from tests.staff import PASSWORD, person, sign_in

pytestmark = pytest.mark.django_db
LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture(autouse=True)
def ana():
    return person(EDITOR)


def attempt(email: str = "ana@example.org", *, right=False, address="192.0.2.1", **headers):
    """Try to sign in from an address, with the right password or a wrong one."""
    password = PASSWORD if right else "nearly-my-password"
    return sign_in(Client(), email, password, REMOTE_ADDR=address, headers=headers)


def is_in(response) -> bool:
    return response.status_code == 302


def test_an_account_is_locked_wherever_the_attempts_come_from():
    for number in range(LIMIT):
        attempt(address=f"192.0.2.{number}")
    answer = attempt(right=True, address="198.51.100.1")
    assert answer.status_code == 429
    assert "account/locked_out.html" in [template.name for template in answer.templates]


def test_an_address_is_locked_whichever_accounts_it_tries():
    for number in range(LIMIT):
        attempt(f"nobody-{number}@example.org")
    assert attempt(right=True).status_code == 429
    assert is_in(attempt(right=True, address="198.51.100.1"))


def test_an_account_has_no_more_attempts_for_being_spelt_otherwise():
    for number in range(LIMIT):
        spelt = "ana@example.org" if number % 2 else f" ANA@EXAMPLE.org{' ' * number}"
        attempt(spelt, address=f"192.0.2.{number}")
    assert attempt(right=True, address="198.51.100.1").status_code == 429


def test_an_unknown_account_is_locked_just_like_a_known_one():
    answers = [
        [
            attempt(email, address=f"192.0.{part}.{number}").status_code
            for number in range(LIMIT + 1)
        ]
        for part, email in enumerate(["ana@example.org", "nobody@example.org"])
    ]
    assert answers[0] == answers[1]
    assert answers[0][-1] == 429


def test_a_header_that_anybody_can_write_buys_no_attempts():
    for number in range(LIMIT):
        attempt(f"nobody-{number}@example.org", **{"x-forwarded-for": f"203.0.113.{number}"})
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
    client = Client()
    sign_in(client, "ana@example.org", REMOTE_ADDR="192.0.2.1")
    for _attempt in range(LIMIT):
        client.post("/cuenta/confirmar/", {"password": "wrong"}, REMOTE_ADDR="192.0.2.1")
    assert attempt(right=True, address="198.51.100.1").status_code == 429


def test_no_password_is_kept_of_a_failed_attempt():
    attempt()
    assert "nearly-my-password" not in str(AccessAttempt.objects.values())
