"""A portal whose database is gone, or hangs: real processes, and what they answer."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from .application_server import stop_server
from .portal_process import free_port, processes, wait_until

PAGE = "/{}/quienes-somos/mision/"
HEADINGS = {
    "es": "No disponible por el momento",
    "en": "Temporarily unavailable",
}
LIMIT = 60  # seconds for one answer: against hanging only


def check_unavailable(answer, language: str) -> None:
    assert answer.status_code == 503
    soup = BeautifulSoup(answer.text, "html.parser")
    assert soup.html["lang"] == language
    assert soup.h1.get_text(strip=True) == HEADINGS[language]
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.fixture(scope="module")
def alone(tmp_path_factory) -> Iterator[str]:
    """The address of a portal that was started while there was no database at all."""
    port = free_port()
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    server += ["--port", str(port), "--log-level", "error", "oim_portal.wsgi:application"]
    env = os.environ | {
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port()}/nothing",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORTAL_VAR": str(tmp_path_factory.mktemp("var")),
    }
    process = subprocess.Popen(server, cwd=settings.BASE_DIR, env=env, start_new_session=True)
    address = f"http://localhost:{port}"
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{address}/health/live"))
        yield address
    finally:
        stop_server(process)


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=LIMIT).ok
    except requests.ConnectionError:
        return False


@pytest.mark.parametrize("language", ["es", "en"])
def test_without_a_database_a_page_is_a_503_in_the_visitors_language(alone, language):
    check_unavailable(requests.get(alone + PAGE.format(language), timeout=LIMIT), language)


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/es/quienes-somos/historia/?decada=1960", "Probar esta página sin filtros"),
        ("/en/quienes-somos/historia/?decada=1960", "Try this page without filters"),
        ("/es/quienes-somos/historia/", None),
        ("/es/buscar/?q=retorno", None),
        ("/admin/?q=retorno", None),
    ],
)
def test_without_a_database_a_filtered_list_leads_to_the_whole_one(alone, path, offered):
    """Which a cache in front holds: lists with filters are never stored."""
    soup = BeautifulSoup(requests.get(alone + path, timeout=LIMIT).text, "html.parser")
    assert [link.get_text() for link in soup.select("a[href='.']")] == [offered] * bool(offered)


def test_without_a_database_the_process_lives_and_is_not_ready(alone):
    assert requests.get(f"{alone}/health/live", timeout=LIMIT).ok
    ready = requests.get(f"{alone}/health/ready", timeout=LIMIT)
    assert ready.status_code == 503
    assert ready.json()["checks"]["database"] == "does not answer"


def test_a_session_is_no_reason_to_fail(alone):
    cookies = {"sessionid": "a" * 32}
    answer = requests.get(f"{alone}/admin/", cookies=cookies, timeout=LIMIT)
    assert answer.status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_question_that_takes_too_long_is_a_503_too(monkeypatch, language):
    from django.db import connection

    from pages.models import MissionPage

    def wait_in_vain(*_arguments, **_named):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '10ms'; SELECT pg_sleep(60)")

    monkeypatch.setattr(MissionPage, "get_context", wait_in_vain)
    answer = Client(headers={"host": "localhost"}).get(PAGE.format(language))
    answer.text = answer.content.decode()
    check_unavailable(answer, language)


@contextmanager
def frozen(portal) -> Iterator[None]:
    """Stop every process of the portal's own PostgreSQL, as a machine below it may; then go on."""
    postmaster = int((portal.cluster / "data" / "postmaster.pid").read_text().split()[0])
    stopped = [postmaster, *(pid for pid, parent in processes().items() if parent == postmaster)]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:  # an idle one may have ended at the signal
                continue


@pytest.mark.full
def test_while_the_database_hangs_the_portal_answers_and_it_recovers_by_itself(portal):
    for language in HEADINGS:
        assert portal.get(PAGE.format(language)).status_code == 200
    with frozen(portal):
        # More than there are threads: all of them wait at first.
        waiting = [slowly_ask(portal.port, PAGE.format("es")) for _number in range(12)]
        assert portal.get("/health/live").text == "alive\n"
        ready = portal.get("/health/ready")
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"] == "does not answer"
        for language in HEADINGS:
            check_unavailable(portal.get(PAGE.format(language)), language)
        for connection in waiting:
            assert connection.recv(12) == b"HTTP/1.1 503"
            connection.close()
    wait_until(lambda: portal.get(PAGE.format("es")).status_code == 200)


def slowly_ask(port: int, path: str) -> socket.socket:
    """Send a request, and leave its answer to be read later."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection
