"""`make audit-packages`: what it says of a hole, of none, and without an answer."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from .package_audit import ROOT, pins

HOLE = {
    "id": "GHSA-made-up",
    "modified": "2026-01-01T00:00:00Z",
    "summary": "A hole that a test has made up",
    "affected": [{"package": {"name": "wagtail", "ecosystem": "PyPI"}}],
}


class Database(BaseHTTPRequestHandler):
    """Answers as OSV does; `with_hole` names the package that has one."""

    with_hole = ""
    asked: list[dict] = []

    def do_POST(self):
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        self.asked.extend(queries)
        hole = {"vulns": [{"id": HOLE["id"], "modified": HOLE["modified"]}]}
        self.answer(
            {"results": [hole if q["package"]["name"] == self.with_hole else {} for q in queries]}
        )

    def do_GET(self):
        self.answer(HOLE)

    def answer(self, said: dict) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture
def database():
    Database.with_hole, Database.asked = "", []
    server = HTTPServer(("127.0.0.1", 0), Database)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def audit(address: str) -> tuple[int, str]:
    """Return the exit status, and what is printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.package_audit", "--service-url", address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout


def test_a_known_hole_fails_the_audit_and_names_the_package(database):
    Database.with_hole = "wagtail"
    status, said = audit(database)
    assert status == 1
    assert "wagtail" in said
    assert HOLE["summary"] in said
    assert "No known hole" not in said


def test_every_pinned_package_is_asked_about_with_its_version(database):
    status, said = audit(database)
    assert (status, said.strip()) == (0, f"No known hole in {len(Database.asked)} packages.")
    asked = {(each["package"]["name"], each["version"]) for each in Database.asked}
    assert asked == set(pins(sorted(ROOT.glob("requirements*.txt"))))
    assert {"django", "wagtail", "boto3", "pytest"} <= {name for name, _version in asked}


def test_without_an_answer_nothing_is_called_safe():
    status, said = audit("http://127.0.0.1:1")
    assert status == 0
    assert said.startswith("Not audited")
