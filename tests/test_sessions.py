"""When sessions end: idle, after a working day, by signing out, with a new role or password."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oim_portal.accounts import sessions
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from oim_portal.admin.editing.unsaved_text import COOKIE

from .staff import PASSWORD, person, sign_in, signed_in

pytestmark = pytest.mark.django_db

IDLE = timedelta(hours=4)
A_DAY = timedelta(hours=12)


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def ends_in() -> timedelta:
    return Session.objects.get().expire_date - timezone.now()


def age(client: Client, seen: timedelta, signed_in: timedelta) -> None:
    """Make a session as old as if its last request and its sign-in had been so long ago."""
    session = client.session
    now = timezone.now()
    session[sessions.SEEN] = (now - seen).isoformat()
    session[sessions.ENDS] = (now - signed_in + A_DAY).isoformat()
    session.set_expiry(min(now - seen + IDLE, now - signed_in + A_DAY))
    session.save()


@pytest.fixture
def client():
    """Somebody who has just signed in through the door."""
    person(EDITOR)
    client = Client(headers={"host": "localhost"})
    sign_in(client, "ana@example.org")
    return client


def about(duration: timedelta):
    return pytest.approx(duration.total_seconds(), abs=60)


def test_a_request_of_a_person_gives_the_session_four_hours(client):
    client.get("/admin/")
    assert ends_in().total_seconds() == about(IDLE)
    age(client, seen=timedelta(hours=3), signed_in=timedelta(hours=3))
    assert ends_in().total_seconds() == about(timedelta(hours=1))
    client.get("/admin/")
    assert ends_in().total_seconds() == about(IDLE)


def test_no_request_gives_it_more_than_a_working_day(client):
    age(client, seen=timedelta(minutes=5), signed_in=timedelta(hours=11))
    client.get("/admin/")
    assert ends_in().total_seconds() == about(timedelta(hours=1))


@pytest.mark.parametrize(
    ("seen", "began"),
    [(timedelta(hours=4, seconds=1),) * 2, (timedelta(minutes=1), timedelta(hours=12, seconds=1))],
)
def test_an_overdue_session_is_over(client, seen, began):
    assert is_in(client)
    age(client, seen, began)
    assert not is_in(client)


def test_an_editor_left_open_does_not_keep_the_session(client):
    client.get("/admin/")
    age(client, seen=timedelta(hours=3), signed_in=timedelta(hours=3))
    client.post("/admin/editing-sessions/ping/pages/homepage/2/1/")
    assert ends_in().total_seconds() == about(timedelta(hours=1))


def test_a_session_is_written_once_a_minute_not_at_every_request(
    client, django_assert_max_num_queries
):
    client.get("/admin/")
    with django_assert_max_num_queries(200) as queries:
        client.get("/admin/")
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]


def test_public_pages_look_at_no_session(client):
    response = client.get("/es/")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


SIGN_OUT = ["wagtailadmin_logout", "account_logout", "sign_out_everywhere"]
OTHER_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"]


def signs_out(response) -> bool:
    """Say whether an answer takes anything from the browser that asked."""
    return not {settings.SESSION_COOKIE_NAME, COOKIE}.isdisjoint(response.cookies)


def test_neither_a_link_nor_a_form_of_another_site_signs_anybody_out(client):
    client.get("/admin/")  # the session is written once a minute: not by what follows
    forged = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    forged.cookies = client.cookies
    for address in map(reverse, SIGN_OUT):
        for method in OTHER_METHODS:
            response = client.generic(method, address)
            assert not signs_out(response), (method, address)
        response = forged.post(address, headers={"origin": "https://evil.example"})
        assert response.status_code == 403
        assert not signs_out(response), address
    assert is_in(client)


@pytest.mark.parametrize("name", SIGN_OUT)
def test_signing_out_ends_the_session_and_not_only_the_cookie(client, name):
    thief = Client(headers={"host": "localhost"})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert is_in(thief)
    response = client.post(reverse(name))
    assert response.status_code == 302
    assert COOKIE in response.cookies  # the browser forgets what the person typed there
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=key).exists()


def test_signing_out_everywhere_ends_every_session_of_this_person_and_no_other(client):
    elsewhere = Client()
    sign_in(elsewhere, "ana@example.org")
    other = signed_in(person(EDITOR, "eva@example.org"))
    client.post(reverse("sign_out_everywhere"))
    assert not is_in(client)
    assert not is_in(elsewhere)
    assert is_in(other)


def test_a_new_password_ends_the_other_sessions(client):
    elsewhere = Client()
    sign_in(elsewhere, "ana@example.org")
    new = "another-long-one-8"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert is_in(client)
    assert not is_in(elsewhere)


def from_the_screen(user: User) -> None:
    administrator = signed_in(person(ADMINISTRATOR, "administrator@example.org"))
    fields = {"email": user.email, "first_name": "Ana", "last_name": "Paz", "is_active": "on"}
    administrator.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        fields | {"role": Group.objects.get(name=PUBLISHER).pk},
    )


def from_the_groups_side(user: User) -> None:
    Group.objects.get(name=PUBLISHER).user_set.add(user)


def by_deactivating(user: User) -> None:
    user.is_active = False
    user.save()


def by_a_new_address(user: User) -> None:
    user.email = "nueva@example.org"
    user.save()


def by_making_a_superuser(user: User) -> None:
    user.is_superuser = True
    user.save()


@pytest.mark.parametrize(
    "change",
    [from_the_screen, from_the_groups_side, by_deactivating, by_a_new_address]
    + [by_making_a_superuser],
)
def test_a_change_of_role_or_state_ends_the_sessions(client, change):
    assert is_in(client)
    change(User.objects.get(email="ana@example.org"))
    assert not is_in(client)


def test_a_change_of_name_does_not(client):
    ana = User.objects.get()
    ana.first_name = "Anita"
    ana.save()
    assert is_in(client)


def test_a_copy_read_before_does_not_revive_ended_sessions(client):
    stale = User.objects.get()
    sessions.end_sessions(User.objects.get())
    stale.first_name = "Anita"
    stale.save()
    assert not is_in(client)


def test_without_the_key_that_signs_sessions_everybody_signs_in_again(client, settings):
    """A lost or new PORTAL_SECRET_KEY: passwords, which are digests of their own, stay."""
    assert is_in(client)
    settings.SECRET_KEY = "another-key-since-the-first-was-lost"
    assert not is_in(client)
    sign_in(client, "ana@example.org")
    assert is_in(client)
