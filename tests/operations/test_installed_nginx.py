"""nginx as it is installed: TLS, limits, names, IPv6, logs, several applications."""

import os
import signal
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread

import pytest
import requests
from django.core.management import call_command

from ..bench.processes import children, free_ports
from ..installed_server import Machine
from .installed_nginx import HOST, LOOPBACK, Nginx


class Application(BaseHTTPRequestHandler):
    """Answers every request in the same way, but knows no address with 'nada' in it.

    What has 'delicada' in its address is a sensitive page.
    """

    protocol_version = "HTTP/1.1"
    known = {"nada": 404, "antes": 301, "oculta": 302}

    def do_GET(self):  # noqa: N802 the name is http.server's
        status = next((self.known[word] for word in self.known if word in self.path), 200)
        self.send_response(status)
        self.send_header("Content-Length", "2")
        said = "public, max-age=0, s-maxage=600"
        self.send_header("Cache-Control", said + ", sensitive" * ("delicada" in self.path))
        if self.path.startswith("/health/"):
            self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


@contextmanager
def application(kind: type[Application] = Application):
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
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


def test_tls_1_2_and_1_3_are_spoken_and_nothing_older(machine):
    with Nginx(machine) as server:
        said = {version: server.says_to(f"-tls1{version}") for version in ("", "_1", "_2", "_3")}
    assert "Protocol  : TLSv1.2" in said["_2"]
    assert "New, TLSv1.3" in said["_3"]
    for older in ("", "_1"):
        assert "alert protocol version" in said[older]


KEY, WORD, PLACE = "1-llavesecreta", "palabraprivada", "paginaanterior"
SECRET = [f"/cuenta/clave/nueva/{KEY}/", f"/es/buscar/?q={WORD}", f"/es/buscar/?q={WORD}&p=2"]
FROM = {"Referer": f"https://other.example.org/{PLACE}"}


def ask_for_secrets(server: Nginx) -> set[int]:
    """Ask quickly for what nobody is to read in a log; return the answers' status."""
    with ThreadPoolExecutor(60) as many:
        answers = many.map(lambda turn: server.ask(SECRET[turn % 3], headers=FROM), range(120))
        return {answer.status_code for answer in answers}


def test_no_log_holds_keys_of_accounts_searches_or_referrers(machine):
    (dead,) = free_ports(1)
    large = {"data": b"x" * 100_000, "headers": FROM}
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        # What nginx says of the limit, of what is too large, and of a file that is not there.
        assert ask_for_secrets(server) == {200, 429}
        assert {server.ask(path, "POST", **large).status_code for path in SECRET} <= {413, 429}
        assert server.ask(f"/static/{KEY}.css?q={WORD}", headers=FROM).status_code == 404
    logged = server.logged()
    assert '"status":429' in logged
    with Nginx(machine, f"UPSTREAM=127.0.0.1:{dead}\n") as server:
        assert ask_for_secrets(server) <= {429, 503}
    logged += server.logged()
    assert '"status":503' in logged
    for secret in (WORD, PLACE, "client:", "127.0.0.1,"):
        assert secret not in logged
    assert KEY not in logged.replace(f"/static/{KEY}.css", "")  # an address like any other


def test_what_is_wrong_with_nginx_itself_is_in_its_log(machine):
    with Nginx(machine) as server:
        before = children(server.process.pid)
        os.kill(before[0], signal.SIGKILL)
        server.wait_for(lambda: f"{before[0]} exited on signal 9" in server.logged())


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


def copies(server: Nginx) -> int:
    """Return how many answers its cache holds."""
    folder = server.root / "var-cache-nginx-portal"
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_sensitive_page_is_kept_for_an_outage_and_by_no_browser(machine):
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        for cache in ("MISS", "HIT"):
            answer = server.ask("/es/delicada/")
            assert answer.headers["X-Cache"] == cache
            assert answer.headers["Cache-Control"] == "no-store"
        assert server.ask("/es/").headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_addresses_that_lead_nowhere_take_no_place_in_the_cache(machine):
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        for number in range(40):
            for start in ("nada", "antes", "oculta"):
                answer = server.ask(f"/es/{start}-{number}", allow_redirects=False)
                assert answer.headers["X-Cache"] == "MISS"
        assert copies(server) == 0
        for _time in range(2):
            answer = server.ask("/es/pagina/")
        assert answer.headers["X-Cache"] == "HIT"
        assert copies(server) == 1


def test_a_page_that_is_gone_takes_the_place_of_its_copy(machine, monkeypatch):
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        assert server.ask("/es/pagina/").status_code == 200
        monkeypatch.setitem(Application.known, "pagina", 404)
        address = f"http://127.0.0.1:{server.moved['8003']}/es/pagina/"
        purged = requests.request("PURGE", address, headers={"Host": HOST}, timeout=60)
        assert purged.status_code == 404
        answer = server.ask("/es/pagina/")
        assert (answer.status_code, answer.headers["X-Cache"]) == (404, "HIT")


def first_of(server: Nginx, raw: bytes) -> str:
    """Send bytes over TLS and return the head of the answer."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    with context.wrap_socket(plain, server_hostname=HOST) as client:
        client.sendall(raw)
        return client.recv(65_536).decode("latin-1").partition("\r\n\r\n")[0]


def test_an_address_with_a_raw_number_sign_is_not_stored(machine):
    raw = b"GET /es/x/#a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        assert {"X-Cache: BYPASS" in first_of(server, raw) for _time in range(2)} == {True}
        assert copies(server) == 0


def test_data_that_are_never_stored_do_not_wait_for_one_another(machine):
    """Each request reaches the application while the others are there."""
    together = Barrier(4, timeout=30)

    class Waiting(Application):
        def do_GET(self):  # noqa: N802
            together.wait()
            super().do_GET()

    with application(Waiting) as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        with ThreadPoolExecutor(4) as many:
            answers = list(many.map(lambda _turn: server.ask("/datos/eventos.json"), range(4)))
        assert {answer.status_code for answer in answers} == {200}
        assert not together.broken
        assert copies(server) == 0


def test_what_nginx_answers_by_itself_has_the_headers_of_a_server(machine):
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        heads = {
            "405": first_of(server, b"PURGE /es/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            "400": first_of(server, b"GET /es/ HTTP/1.1\r\nHost: local host\r\n\r\n"),
            "404": first_of(server, b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        }
        for status, head in heads.items():
            assert head.startswith(f"HTTP/1.1 {status}")
            assert "Strict-Transport-Security: max-age=31536000; includeSubDomains" in head
            assert "X-Content-Type-Options: nosniff" in head
            assert "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'" in head


def test_what_the_application_answers_has_each_header_once(machine):
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        live = server.ask("/health/live")
        assert live.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert live.headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" not in server.ask("/admin/").headers


def test_of_several_applications_those_that_answer_do_the_work(machine):
    (dead,) = free_ports(1)
    with application() as living:
        hosts = f"LISTEN=127.0.0.1\nUPSTREAM=127.0.0.1:{dead} 127.0.0.1:{living}\n"
        with Nginx(machine, hosts) as server:
            answers = [server.ask(f"/admin/{turn}") for turn in range(20)]
    assert {answer.text for answer in answers} == {"ok"}


def test_in_an_outage_help_is_one_tap_away_from_any_address(machine):
    """What `pages.frame` keeps is included, and a poster's address leads to the page's copy."""
    var = machine.root / "var"
    call_command("write_outage_pages", var / "outage")
    (dead,) = free_ports(1)
    with Nginx(machine, f"UPSTREAM=127.0.0.1:{dead}\n") as server:
        shown = server.ask("/es/quienes-somos/")
        assert (shown.status_code, "No disponible" in shown.text) == (503, True)
        assert "outage-frame" not in shown.text
        assert "error" not in shown.text
        (var / "outage-frame").mkdir()
        (var / "outage-frame" / "es.html").write_text('<p><a href="/es/ayuda/">Ayuda</a></p>')
        shown = server.ask("/es/quienes-somos/")
        assert (shown.status_code, 'href="/es/ayuda/"' in shown.text) == (503, True)
        assert "/es/ayuda/" not in server.ask("/en/about/").text
        assert server.ask("/outage-frame/es.html").status_code == 404
        for address in ("/ayuda", "/ayuda/"):
            headers = {"Accept-Language": "en"}
            answer = server.ask(address, headers=headers, allow_redirects=False)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/en/ayuda/")


def test_behind_a_proxy_each_visitor_has_limits_of_their_own(machine):
    """Only what a named proxy says is believed."""

    def statuses(server: Nginx, header) -> set[int]:
        def ask(turn: int) -> int:
            told = {"X-Forwarded-For": header(turn)}
            return server.ask("/es/buscar/?q=x", headers=told).status_code

        with ThreadPoolExecutor(60) as many:
            return set(many.map(ask, range(120)))

    with application() as living:
        upstream = f"UPSTREAM=127.0.0.1:{living}\n"
        with Nginx(machine, f"{upstream}PROXIES=127.0.0.1\n") as server:
            assert statuses(server, lambda turn: f"203.0.113.{turn}") == {200}
            assert 429 in statuses(server, lambda _turn: "203.0.113.200")
        with Nginx(machine, upstream) as server:
            assert 429 in statuses(server, lambda turn: f"203.0.113.{turn}")


def test_visitors_say_only_now_and_then_that_a_number_did_not_answer(machine):
    """However they write the address; all else that they send is not limited by it."""
    with application() as living, Nginx(machine, f"UPSTREAM=127.0.0.1:{living}\n") as server:
        for path in ("/es/no-respondio/", "/es/no%2Drespondio/"):
            answers = [server.ask(path, "POST", data={"punto": "1"}) for _turn in range(12)]
            assert answers[-1].status_code == 429, path
        assert server.ask("/es/no-respondio/").status_code == 200
        assert server.ask("/es/contacto/").status_code == 200
