"""Requests that no page sends are answered, and none with a 5xx.

Every route takes each kind of odd body (tests/fuzzed_requests.py), and the addresses where
something was once wrong take theirs (tests/bad_admin_requests.py): as bytes, handed to the portal
in this process, and undone. What is wrong with a request as such, a running server takes.
"""

import random
import re
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponse

from oim_portal.web.validation.requests import PortalHandler, PortalRequest
from pages.models import ContentPage, HomePage

from . import malformed_requests
from .application_server import free_port, start_server, stop_server, wait_until_served
from .bad_admin_requests import bad_admin_requests
from .fuzzed_requests import groups
from .permission_objects import Objects, make_people
from .permission_routes import routes
from .raw_http import Answer, ask, environ_of, request
from .route_responses import html_of
from .staff import signed_in

HEADINGS = {b"es": "Esta solicitud no se entiende", b"en": "This request cannot be understood"}
EACH = ("anonymous", "editor", "administrator")
SEED = 20_261
#: How many requests `make test` sends at least for an identity: one to each route.
LEAST = 330


class Portal:
    """The portal's handler, as an application server calls it, in this process."""

    def __init__(self) -> None:
        self.handler = PortalHandler()
        self.faults: list[str] = []
        self.asked = 0
        got_request_exception.connect(self.note)

    def note(self, request, **kwargs) -> None:
        """Note where a fault happened, for the answer that tells nothing of it."""
        self.trace = "".join(traceback.format_exc(limit=-3).splitlines(keepends=True)[-8:])

    def ask(self, name: str, raw: bytes) -> HttpResponse:
        """Send a request and undo what it did; note a fault."""
        self.trace = ""
        self.asked += 1
        with transaction.atomic():
            answer = self.handler.get_response(PortalRequest(environ_of(raw)))
            transaction.set_rollback(True)
        if answer.status_code >= 500 or leaves_the_site(answer.headers.get("Location", "/")):
            where = answer.headers.get("Location", "")
            told = f"{answer.status_code} {where} {raw[:120]!r} … {raw[-200:]!r}"
            self.faults.append(f"{name}: {told}\n{self.trace}")
        return answer


def leaves_the_site(location: str) -> bool:
    """Say whether a redirect names another host or scheme; 'x' leads to an address beside."""
    if location.startswith(("http://localhost:", "http://localhost/")):
        return False
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", location, re.IGNORECASE))


def session_of(person) -> bytes:
    """Return the key of a session of somebody, or of nobody."""
    if person is None:
        return b""
    client = signed_in(person)
    client.get("/cuenta/")  # notes when the session was last seen, which would be undone each time
    return client.cookies[settings.SESSION_COOKIE_NAME].value.encode()


def of_all_routes(portal: Portal, identity: str) -> Iterator[tuple[str, dict]]:
    """Yield each route with what makes odd requests to it."""
    people = make_people()
    objects = Objects(people)
    session = session_of(people.get(identity))

    def show(raw: bytes) -> str:
        return html_of(portal.ask("shown", raw))

    for route in routes():
        yield route, groups(route, objects.values(route), show, session)


# The administrator reaches all code that the others reach; nobody's bad requests go to a running
# server, below.
SAMPLED = [
    pytest.param(name, marks=() if name == "administrator" else pytest.mark.full) for name in EACH
]


@pytest.mark.django_db
@pytest.mark.parametrize("identity", SAMPLED)
def test_a_body_for_each_route_is_no_fault(content, files_stay, identity):
    """One of each second route's by a fixed seed, of one identity in `make test`; all are below."""
    chance = random.Random(f"{SEED} {identity}")  # noqa: S311 (no secret)
    portal = Portal()
    for route, makers in of_all_routes(portal, identity):
        if chance.random() < 0.5:
            continue
        found = list(makers[chance.choice(list(makers))]()) or list(makers["bodies"]())
        name, raw = chance.choice(found)
        portal.ask(f"{route} {name}", raw)
    assert not portal.faults, "\n".join(portal.faults)
    assert portal.asked >= LEAST // 3


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.parametrize("identity", EACH)
def test_no_body_of_any_route_is_a_fault(content, files_stay, identity):
    portal = Portal()
    for route, makers in of_all_routes(portal, identity):
        for maker in makers.values():
            for name, raw in maker():
                portal.ask(f"{route} {name}", raw)
    assert not portal.faults, "\n".join(portal.faults)
    assert portal.asked >= 40 * LEAST


@pytest.mark.django_db
@pytest.mark.parametrize("identity", SAMPLED)
def test_no_address_where_something_was_wrong_is_a_fault(content, files_stay, identity):
    people = make_people()
    page = HomePage.objects.get().add_child(instance=ContentPage(title="Prueba", slug="prueba"))
    portal = Portal()
    for raw in bad_admin_requests(page.pk, session_of(people.get(identity))):
        portal.ask("once wrong", raw)
    assert not portal.faults, "\n".join(portal.faults)


@pytest.fixture
def server(content):
    """The port of a running server, which waits for the rest of a request for two seconds."""
    port = free_port()
    process = start_server(port, "--workers", "2", "--http1-header-read-timeout", "2000")
    try:
        wait_until_served(port, process)
        yield port
    finally:
        stop_server(process)


def ask_all(port: int, requests: list[bytes]) -> list[Answer]:
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda raw: ask(port, raw), requests))


def faults(requests: list[bytes], answers: list[Answer]) -> list[str]:
    """Return the beginnings of requests that were answered with an error, or to another site."""
    return [
        f"{raw[:200]!r}: {answer.status} {answer.headers.get('location', '')}"
        for raw, answer in zip(requests, answers, strict=True)
        if answer.status >= 500 or leaves_the_site(answer.headers.get("location", "/"))
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("share", [0.3, pytest.param(1, marks=pytest.mark.full)])
def test_a_running_server_answers_every_bad_request(server, share):
    """A part of them by a fixed seed in `make test`, all in `make test-all`."""
    asked = [
        *malformed_requests.paths(),
        *malformed_requests.queries(),
        *malformed_requests.headers(),
        *malformed_requests.bodies(),
    ]
    assert len(asked) > 200
    asked = random.Random(1).sample(asked, int(len(asked) * share))  # noqa: S311 (no secret)
    answers = ask_all(server, asked)
    assert faults(asked, answers) == []
    assert 0 not in {answer.status for answer in answers}
    # What is no HTTP may be answered by closing the connection.
    strange = malformed_requests.not_http()
    assert faults(strange, ask_all(server, strange)) == []
    assert ask(server, request(b"/es/")).status == 200


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_is_told_in_the_language_of_the_address(server):
    for language, heading in HEADINGS.items():
        for name, raw in malformed_requests.unreadable(language).items():
            answer = ask(server, raw)
            assert answer.status == 400, name
            assert f'<html lang="{language.decode()}">' in answer.body.decode(), name
            assert heading in answer.body.decode(), name
            assert "default-src 'none'" in answer.headers["content-security-policy"]
