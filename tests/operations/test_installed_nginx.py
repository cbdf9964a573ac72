"""nginx with the very configuration that deploy/install makes, its limits and IPv6 included."""

import os
import re
import socket
import ssl
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests
from django.core.management import call_command

from oim_portal.bench import nginx
from oim_portal.bench.processes import free_ports
from tests.installed import ANSWERS, Machine

RENDER = """
load_answers "$etc/answers.conf"
certificate=$ROOT/certificate.pem certificate_key=$ROOT/key.pem
render_nginx "$here/.." "$ROOT/nginx" "$ROOT/nginx"
"""
HOST = "localhost"
LIMIT = 20  # seconds
LOOPBACK = {socket.AF_INET: "127.0.0.1"}
if os.path.exists("/proc/net/if_inet6"):
    LOOPBACK[socket.AF_INET6] = "::1"


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


class Nginx:
    """nginx as it is installed, but for its ports, its folders and the module that may lack."""

    def __init__(self, machine: Machine, answers: str = "") -> None:
        self.root = machine.root
        machine.write("etc/answers.conf", ANSWERS.replace("portal.example.org", HOST) + answers)
        nginx.self_signed(self.root / "certificate.pem", self.root / "key.pem")
        made = machine.run(RENDER)
        assert made.returncode == 0, made.stderr
        self.port, *others = free_ports(5)
        self.moved = dict(zip(("80", "8001", "8003", "8004"), others, strict=True))
        for path in (self.root / "nginx").iterdir():
            path.write_text(self.movable(path.read_text()))

    def movable(self, text: str) -> str:
        for name in ("/var/log/nginx", "/run", "/var/lib/nginx", "/var/cache/nginx-portal"):
            folder = self.root / name.strip("/").replace("/", "-")
            folder.mkdir(exist_ok=True)
            text = re.sub(rf"(?<=\s){name}(?=[\s/])", f"{folder}", text)
        for port, other in {"443": self.port, **self.moved}.items():
            text = re.sub(
                rf"((?:listen|server) (?:\S+:)?|//127\.0\.0\.1:){port}\b", rf"\g<1>{other}", text
            )
        text = text.replace("brotli_static on;", "")
        return text.replace("user www-data;", "user root;" if os.geteuid() == 0 else "")

    def __enter__(self) -> "Nginx":
        self.process = subprocess.Popen(nginx.command(self.root))
        until = time.monotonic() + LIMIT
        while not self.listens() and time.monotonic() < until:
            time.sleep(0.05)
        return self

    def listens(self) -> bool:
        with socket.socket() as plain:
            return plain.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait(20)

    def ask(self, path: str, method: str = "GET") -> requests.Response:
        with requests.Session() as browser:
            browser.trust_env = False
            address = f"https://{HOST}:{self.port}{path}"
            certificate = str(self.root / "certificate.pem")
            return browser.request(method, address, verify=certificate, timeout=60)

    def takes(self, family: int, name: str) -> bool:
        """Say whether it speaks TLS for that name."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.socket(family) as plain:
            plain.connect((LOOPBACK[family], self.port))
            try:
                context.wrap_socket(plain, server_hostname=name).close()
            except ssl.SSLError:
                return False
        return True


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
