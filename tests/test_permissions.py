"""Who gets what answer from which route: tests/permissions.csv, row by row.

A route that is not in the table fails. After adding one, or changing who may do what:

    python -m pytest tests/test_permissions.py --write-permissions

then read the difference line by line: the table says what *should* happen, the run only what does.

An answer is a status code; `sign-in` for a redirect to the sign-in, `refused` for 403 or for the
way back to the admin's front page with an error. Everything is asked with empty forms and undone.
"""

import pytest
from django.conf import settings
from django.contrib.messages import constants, get_messages
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from oim_portal.accounts.models import User

from . import permission_table
from .permission_objects import IDENTITIES, Objects, make_people
from .permission_routes import address, routes
from .permission_variants import variants

METHODS = ("GET", "POST")


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


def test_the_table_lists_every_route_and_no_other(request):
    if request.config.getoption("--write-permissions"):
        return  # the tests below write them
    known = {(route, method) for route in routes() for method in METHODS}
    listed = {(route, method) for route, _thing, method in permission_table.read()}
    assert not known - listed, "Routes that the table does not list."
    assert not listed - known, "Rows of routes that no longer exist."


def test_nobody_is_meant_to_be_answered_with_an_error_of_the_server():
    faults = [key for key, row in permission_table.read().items() if "500" in row.values()]
    assert faults == []


FULL = pytest.mark.full
# In `make test`, the roles with the fewest and the most rights; the others in `make test-all`.
IN_ALL = ("publisher", "superuser")
EACH = [pytest.param(name, marks=FULL if name in IN_ALL else ()) for name in IDENTITIES]


@pytest.mark.usefixtures("files_stay")
@pytest.mark.parametrize("identity", EACH)
def test_every_route_answers_as_the_table_says(content, request, identity):
    people = make_people()
    objects = Objects(people)
    asking = browser(people.get(identity))
    given = {}
    for route, thing, values, query in [(route, "", {}, "") for route in routes()] + variants(
        objects
    ):
        path = address(route, objects.values(route) | values) + query
        for method in METHODS:
            given[route, thing, method] = answer(asking, method, path)

    if request.config.getoption("--write-permissions"):
        permission_table.write_column(identity, given)
    table = {key: row[identity] for key, row in permission_table.read().items()}
    wrong = {
        key: f"{table.get(key, 'not listed')} expected, {given.get(key, 'not asked')} given"
        for key in table.keys() | given.keys()
        if table.get(key) != given.get(key)
    }
    assert not wrong
