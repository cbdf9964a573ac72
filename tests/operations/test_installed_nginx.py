"""What nginx does as it is installed: its limits, names, IPv6, several applications."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import call_command

from oim_portal.bench.processes import free_ports
from tests.installed import Machine

from .installed_nginx import HOST, LOOPBACK, Nginx


class Application(BaseHTTPRequestHandler):
    """Answers every request in the same way."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802 the name is http.server's
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


@contextmanager
def application():
    with ThreadingHTTPServer(("127.0.0.1", 0), Application) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.mark.parametrize("family", LOOPBACK, ids=lambda family: family.name)
def test_whoever_asks_for_another_name_gets_nothing(machine, family):
    with Nginx(machine) as server:
        assert server.takes(family, HOST)
        assert not server.takes(family, "other.example.org")


@pytest.mark.parametrize(
    ("path", "method", "says"),
    [
        ("/es/historia/?tema=1", "GET", "Demasiadas solicitudes"),
        ("/en/history/?theme=1", "GET", "Too many requests"),
        ("/cuenta/login/", "POST", "Demasiadas solicitudes"),
    ],
)
def test_who_asks_for_too_much_is_told_so_and_when_to_try_again(machine, path, method, says):
    call_command("write_outage_pages", machine.root / "var" / "outage")
    with Nginx(machine) as server, ThreadPoolExecutor(80) as many:
        answers = list(many.map(lambda _turn: server.ask(path, method), range(80)))
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        for answer in refused:
            assert says in answer.text
            assert answer.headers["Retry-After"] == "5"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert server.ask("/_busy").status_code != 429


def test_of_several_applications_those_that_answer_do_the_work(machine):
    (dead,) = free_ports(1)
    with application() as living:
        hosts = f"LISTEN=127.0.0.1\nUPSTREAM=127.0.0.1:{dead} 127.0.0.1:{living}\n"
        with Nginx(machine, hosts) as server:
            answers = [server.ask(f"/admin/{turn}") for turn in range(20)]
    assert {answer.text for answer in answers} == {"ok"}
