"""Errors by mail: a server's own settings, real processes, and a mail server that may hang."""

import email
import email.policy
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from aiosmtpd.controller import Controller
from django.conf import settings

from oim_portal import __version__
from oim_portal.web.logs import JsonFormatter, RequestFilter, ThrottleFilter

from .portal_process import free_port, wait_until
from .test_request_log import record_of

QUOTED_NUL = 'a="\\000"'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PAGE = "/es/quienes-somos/mision/"
FAULT, OTHER_FAULT = "/fallo/", "/otro-fallo/"
LIMIT = 60  # seconds for one answer: against hanging only
SOON = 30  # seconds; one mail to a server that hangs takes ten, and there are 60 requests
VISITOR = {
    "X-Forwarded-For": "203.0.113.77",
    "User-Agent": "a browser of its own kind",
    "Cookie": "__Host-session=a-cookie-of-somebody",
}
SECRETS = {
    "PORTAL_SECRET_KEY": "the-key-that-signs-everything-here-0123456789-0123456789",
}
# What belongs to a visitor or to nobody, neither in a mail nor in the log.
UNTOLD = (
    *("203.0.113.77", "a browser of its own kind", "a-cookie-of-somebody"),
    *("a-sentence-in-a-form", "a-word-in-the-address"),
    *(SECRETS["PORTAL_SECRET_KEY"], "word-of-the-database"),
)


class Inbox:
    """A mail server that keeps what it is sent."""

    def __init__(self) -> None:
        self.received: list = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.received.append(message)
        return "250 OK"

    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.received]


class Server:
    """A portal with a server's settings and no database, whose errors go to a mail server."""

    def __init__(self, folder: Path, mail_port: int) -> None:
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.messages = folder / "messages.txt"
        self.environment = SECRETS | {
            "DJANGO_SETTINGS_MODULE": "tests.settings_faulty",
            "DATABASE_URL": f"postgres://nobody:word-of-the-database@127.0.0.1:{free_port()}/none",
            "PORTAL_URL": self.address,
            "PORTAL_VAR": str(folder),
            "PORTAL_TRUSTED_PROXIES": "127.0.0.1",
            "PORTAL_MAIL_SERVER": f"smtp://127.0.0.1:{mail_port}",
            "PORTAL_ERROR_MAIL": "it@example.org",
        }

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--blocking-threads", "2", "--log-level", "error"]
        with self.messages.open("w") as messages:
            self.process = subprocess.Popen(
                [*command, "oim_portal.wsgi:application"],
                cwd=settings.BASE_DIR,
                env=os.environ | self.environment,
                stderr=messages,
                start_new_session=True,
            )
        wait_until(lambda: self.process.poll() is not None or self.lives())

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def lives(self) -> bool:
        try:
            return self.get("/health/live").ok
        except requests.ConnectionError:
            return False

    def get(self, path: str) -> requests.Response:
        return requests.get(self.address + path, headers=VISITOR, timeout=LIMIT)

    def meet_the_fault(self, path: str = FAULT) -> requests.Response:
        return requests.post(
            f"{self.address}{path}?q=a-word-in-the-address",
            {"motivo": "a-sentence-in-a-form"},
            headers=VISITOR,
            timeout=LIMIT,
        )

    def log(self) -> list[dict]:
        """Return the lines of the log; whatever else is written is no line of it."""
        lines = self.messages.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


@pytest.fixture
def inbox():
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


@pytest.fixture
def server(inbox, tmp_path):
    made = Server(tmp_path, inbox.port)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def server_with_silent_mail(tmp_path):
    """Its mail server takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        made = Server(tmp_path, silent.getsockname()[1])
        made.start()
        yield made
        made.stop()


def test_an_outage_is_no_error_that_is_mailed_and_fills_no_log(server, inbox):
    assert {server.get(PAGE).status_code for _each in range(50)} == {503}
    assert {server.get("/health/ready").status_code for _each in range(5)} == {503}
    # A mail that was under way before this one would arrive before it.
    server.get(OTHER_FAULT)
    wait_until(lambda: inbox.received)
    assert len(inbox.received) == 1
    assert "/otro-fallo/" in inbox.subjects()[0]

    lines = [line["message"] for line in server.log() if "(503)" in line["message"]]
    assert len(lines) == len(set(lines)) <= 4
    assert any("Connection refused" in line for line in lines)
    assert any(line.startswith("Not ready") for line in lines)
    assert [line["level"] for line in server.log() if PAGE in line["message"]] == []


def test_an_error_that_many_meet_is_one_mail_without_anything_of_theirs(server, inbox):
    assert {server.meet_the_fault().status_code for _each in range(20)} == {500}
    server.get(OTHER_FAULT)
    wait_until(lambda: len(inbox.received) > 1)
    assert len(inbox.received) == 2
    first, other = inbox.received
    assert first["To"] == "it@example.org"
    assert "/fallo/" in first["Subject"]
    assert "/otro-fallo/" in other["Subject"]

    text = first.get_content()
    assert "RuntimeError: Nobody has thought of this." in text
    assert f"version {__version__}" in text
    assert "faulty_urls.py" in text
    assert "POST /fallo/" in text
    assert "The same error is mailed again after 10 minutes at the earliest" in text
    errors = [line for line in server.log() if line["level"] == "ERROR"]
    assert len(errors) == 21
    assert errors[0]["id"] in text
    told = text + other.get_content() + server.messages.read_text()
    assert [word for word in UNTOLD if word in told] == []


def test_what_request_validation_refuses_is_neither_mailed_nor_a_trace_in_the_log(server, inbox):
    """Django itself notes the first kind as an error, and all with a trace."""
    ways = [
        lambda: requests.post(
            server.address + FAULT, {f"a{n}": "1" for n in range(10_001)}, timeout=LIMIT
        ),
        lambda: requests.post(server.address + FAULT, b"a=%00", headers=FORM, timeout=LIMIT),
        lambda: requests.get(server.address + PAGE, headers={"Cookie": QUOTED_NUL}, timeout=LIMIT),
        lambda: requests.get(server.address + PAGE + "?q=%ff", timeout=LIMIT),
    ]
    assert [{way().status_code for _time in range(25)} for way in ways] == [{400}] * 4
    # A mail that was under way before this one would arrive before it.
    server.get(OTHER_FAULT)
    wait_until(lambda: inbox.received)
    assert ["/otro-fallo/" in each for each in inbox.subjects()] == [True]
    refused = [line for line in server.log() if "otro-fallo" not in line["message"]]
    assert len(refused) >= 100
    assert {line["level"] for line in refused} == {"WARNING"}
    assert not [line for line in refused if "exception" in line]
    assert "Traceback" not in server.messages.read_text()


def test_nobody_waits_for_a_mail_server_that_hangs(server_with_silent_mail):
    server = server_with_silent_mail
    with ThreadPoolExecutor(12) as many:
        start = time.monotonic()
        answers = [many.submit(server.meet_the_fault) for _each in range(20)]
        answers += [many.submit(server.get, OTHER_FAULT) for _each in range(20)]
        answers += [many.submit(server.get, PAGE) for _each in range(20)]
        assert server.get("/health/live").text == "alive\n"
        assert {answer.result().status_code for answer in answers} == {500, 503}
        assert time.monotonic() - start < SOON


def test_what_repeats_itself_is_said_again_later_with_how_often_it_was_held_back():
    seldom = ThrottleFilter(minutes=1 / 60)

    def say(message: str) -> str:
        record = record_of(message)
        return record.getMessage() if seldom.filter(record) else ""

    assert [say("no database"), say("no database"), say("100 % full")] == [
        *("no database", "", "100 % full"),
    ]
    wait_until(lambda: say("100 % full"))
    assert say("no database") == "no database (1 more since it was last said)"


def test_a_key_in_an_address_of_accounts_is_in_no_log():
    record = record_of("%s: %s", ("Not Found", "/cuenta/clave/nueva/3-a-key/"))
    record.status_code = 404
    assert RequestFilter().filter(record)
    assert record.getMessage() == "Not Found: /cuenta/…"


def test_the_log_tells_of_an_error_without_the_row_that_the_database_quotes():
    said = "Not unique.\nDETAIL: Key (email)=(ana@example.org) exists."
    try:
        try:
            raise ValueError(said)
        except ValueError as error:
            raise RuntimeError("failed") from error
    except RuntimeError as error:
        record = record_of("failed", error=error)
    line = json.loads(JsonFormatter().format(record))["exception"]
    assert line.index("ValueError: Not unique.") < line.index("RuntimeError: failed")
    assert "ana@example.org" not in line
