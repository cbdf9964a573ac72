"""Who gets what answer from which route: tests/permissions.csv, row by row.

A route that is not in the table fails. After adding one, or changing who may do what:

    python -m pytest tests/test_permissions.py --write-permissions

then read the difference line by line: the table says what *should* happen, the run only what does.

An answer is a status code; `sign-in` for a redirect to the sign-in, `refused` for 403 or for the
way back to the admin's front page with an error. Everything is asked with empty forms and undone.
"""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages import constants, get_messages
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from oim_portal.accounts.models import User
from tests.permission_objects import IDENTITIES, Objects, make_people
from tests.permission_routes import address, routes
from tests.permission_variants import variants

TABLE = Path(__file__).with_name("permissions.csv")
HEADER = ["route", "object", "method", *IDENTITIES]
Key = tuple[str, str, str]


@pytest.fixture
def answers(content) -> dict[Key, dict[str, str]]:
    """What each identity is answered: by route, object and method."""
    people = make_people()
    objects = Objects(people)
    cases = [(route, "", {}, "") for route in routes()] + variants(objects)
    browsers = {name: browser(people.get(name)) for name in IDENTITIES}
    found = {}
    for route, thing, values, query in cases:
        path = address(route, objects.values(route) | values) + query
        for method in ("GET", "POST"):
            found[route, thing, method] = {
                name: answer(browsers[name], method, path) for name in IDENTITIES
            }
    return found


class Browser(RequestFactory):
    """Sends requests through all middleware as `Client` does, without keeping what was rendered."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **environ):
        return self.handler(self._base_environ(**environ))


def browser(person: User | None) -> Browser:
    """Return a browser in which this person is signed in, or nobody."""
    client = Client()
    if person:
        client.force_login(person)
        client.get("/cuenta/")  # notes when the session was last seen, which would be undone below
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    cookie = {"cookie": f"{session.key}={session.value}"} if session else {}
    return Browser(headers={"host": "localhost", **cookie})


def answer(asking: Browser, method: str, path: str) -> str:
    """Ask, undo whatever it did, and say how it went."""
    with transaction.atomic():
        name = name_of(asking.generic(method, path))
        transaction.set_rollback(True)
    return name


def name_of(response) -> str:
    if response.status_code == 403:
        return "refused"
    target = response.headers.get("Location", "")
    if target.startswith(reverse("account_login")):
        return "sign-in"
    if target == reverse("wagtailadmin_home"):
        sent = get_messages(response.wsgi_request)
        if any(message.level == constants.ERROR for message in sent):
            return "refused"
    return str(response.status_code)


def read_table() -> dict[Key, dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return {
            (row["route"], row["object"], row["method"]): {name: row[name] for name in IDENTITIES}
            for row in csv.DictReader(file)
        }


def write_table(answers: dict[Key, dict[str, str]]) -> None:
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for key, row in answers.items():
            writer.writerow([*key, *(row[name] for name in IDENTITIES)])


def test_every_route_answers_every_role_as_the_table_says(answers, request):
    if request.config.getoption("--write-permissions"):
        write_table(answers)
    table = read_table()
    assert not answers.keys() - table.keys(), "Routes that the table does not list."
    assert not table.keys() - answers.keys(), "Rows of routes that no longer exist."
    wrong = {
        key: {name: (table[key][name], row[name]) for name in row if table[key][name] != row[name]}
        for key, row in answers.items()
        if table[key] != row
    }
    assert not wrong, "Expected, and given."
