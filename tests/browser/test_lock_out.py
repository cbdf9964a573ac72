"""Signing in too often, at a server of more than one process."""

import os
import subprocess
import sys
import time
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection

from oim_portal.accounts.roles import EDITOR

from ..staff import person
from .sign_in import free_port, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workers(content):
    """Two processes of the application server on the tests' database; their addresses."""
    ports = [free_port(), free_port()]
    processes = [start_worker(port) for port in ports]
    try:
        for port, process in zip(ports, processes, strict=True):
            wait_until_served(port, process)
        yield [f"http://localhost:{port}" for port in ports]
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)


def start_worker(port: int) -> subprocess.Popen:
    database = connection.get_connection_params()
    where = {
        name: database[name] for name in ("host", "port", "user", "password") if name in database
    }
    url = f"postgres:///{database['dbname']}?{urlencode(where)}"
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    server += ["--port", str(port), "--log-level", "error", "oim_portal.wsgi:application"]
    environment = os.environ | {"DATABASE_URL": url}
    return subprocess.Popen(server, cwd=settings.BASE_DIR, env=environment)


def wait_until_served(port: int, process: subprocess.Popen, limit: float = 60) -> None:
    end = time.monotonic() + limit
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(f"http://localhost:{port}/robots.txt", timeout=5).close()
        except OSError:
            continue
        return
    raise AssertionError(f"No worker on port {port}.")


@pytest.mark.full
def test_too_often_whichever_worker_answers(new_context, workers):
    person(EDITOR)
    pages = [new_context(base_url=address).new_page() for address in workers]
    for attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(pages[attempt % 2], "ana@example.org", "a-wrong-password-1")
    for page in pages:
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            sign_in(page, "ana@example.org")
        assert answer.value.status == 429
