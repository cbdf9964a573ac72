"""Hundreds of bad requests to a running server: each is answered, and none with a 5xx."""

import random
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from pages.models import ContentPage, HomePage
from tests import bad_requests
from tests.bad_admin_requests import bad_admin_requests
from tests.permission_objects import IDENTITIES, make_people
from tests.raw_http import Answer, ask, request
from tests.server import free_port, start_server, stop_server, wait_until_served
from tests.staff import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = {b"es": "Esta solicitud no se entiende", b"en": "This request cannot be understood"}


@pytest.fixture
def server(content):
    """The port of a running server."""
    port = free_port()
    process = start_server(port, "--workers", "2")
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
        if answer.status >= 500 or leaves_the_site(answer)
    ]


def leaves_the_site(answer: Answer) -> bool:
    location = answer.headers.get("location", "/")
    return not re.match(r"/(?![/\\])|http://localhost[:/]", location)


@pytest.mark.parametrize("share", [0.5, pytest.param(1, marks=pytest.mark.full)])
def test_no_bad_request_is_a_fault_or_leads_away(server, share):
    """A half of them by a fixed seed in `make test`, all in `make test-all`."""
    public = [
        *(each for language in HEADINGS for each in bad_requests.unreadable(language).values()),
        *bad_requests.paths(),
        *bad_requests.queries(),
        *bad_requests.headers(),
        *bad_requests.bodies(),
    ]
    people = make_people()
    home = HomePage.objects.get()
    page = home.add_child(instance=ContentPage(title="Prueba", slug="prueba")).pk
    admin = [
        each
        for identity in IDENTITIES
        for each in bad_admin_requests(page, session_of(people.get(identity)))
    ]
    asked = public + admin
    assert len(asked) > 300
    asked = random.Random(1).sample(asked, int(len(asked) * share))  # noqa: S311 (no secret)
    answers = ask_all(server, asked)
    assert faults(asked, answers) == []
    assert 0 not in {answer.status for answer in answers}
    # What is no HTTP may be answered by closing the connection.
    strange = bad_requests.not_http()
    assert faults(strange, ask_all(server, strange)) == []
    assert ask(server, request(b"/es/")).status == 200


def session_of(person) -> bytes:
    """Return the key of a session of somebody, or of nobody."""
    if person is None:
        return b""
    return signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value.encode()


def test_what_cannot_be_read_is_told_in_the_language_of_the_address(server):
    for language, heading in HEADINGS.items():
        for name, raw in bad_requests.unreadable(language).items():
            answer = ask(server, raw)
            assert answer.status == 400, name
            assert f'<html lang="{language.decode()}">' in answer.body.decode(), name
            assert heading in answer.body.decode(), name
            assert "default-src 'none'" in answer.headers["content-security-policy"]
