"""Clients that are slow, greedy or curious."""

import socket
import ssl
from contextlib import ExitStack, suppress

import pytest

from ..bench.nginx import HOST

DOCUMENT = """
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
file = ContentFile(b"plan " * 1000, name="plan.txt")
get_document_model().objects.create(title="Plan", file=file)
"""


def trusting() -> ssl.SSLContext:
    """Return a client's context that asks for no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def half_open(stack, tls: ssl.SSLContext) -> socket.socket:
    """Open a connection that sends half a request and then nothing."""
    plain = socket.create_connection(("127.0.0.1", stack.ports["https"]), timeout=60)
    wrapped = tls.wrap_socket(plain, server_hostname=HOST)
    wrapped.sendall(b"GET /es/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    return wrapped


def test_five_hundred_half_open_connections_stop_nobody(stack):
    tls = trusting()
    with ExitStack() as open_ones:
        for _each in range(500):
            open_ones.enter_context(half_open(stack, tls))
        assert stack.get("/health/live").status_code == 200
        assert stack.get("/es/").status_code == 200
        # What the cache does not have either: the application makes it.
        made = stack.get("/es/quienes-somos/historia/?decada=1970")
        assert (made.status_code, made.headers["X-Cache"]) == (200, "BYPASS")


def upload(stack, tls: ssl.SSLContext, start: bytes, *headers: bytes) -> socket.socket:
    """Begin a request with a body, and send none of it yet."""
    plain = socket.create_connection(("127.0.0.1", stack.ports["https"]), timeout=60)
    wrapped = tls.wrap_socket(plain, server_hostname=HOST)
    lines = [start + b" HTTP/1.1", b"Host: localhost", *headers, b"", b""]
    wrapped.sendall(b"\r\n".join(lines))
    return wrapped


LARGE = b"Content-Length: 50000000"


@pytest.mark.parametrize("path", [b"/es/", b"/cuenta/entrar/", b"/health/live"])
def test_nobody_but_staff_sends_what_is_large(stack, path):
    with upload(stack, trusting(), b"POST " + path, LARGE) as client:
        assert client.recv(12) == b"HTTP/1.1 413"


def test_what_is_read_takes_no_large_body_in_the_admin_either(stack):
    """Also when it does not say how large it is."""
    chunked = b"Transfer-Encoding: chunked"
    with upload(stack, trusting(), b"GET /admin/", chunked) as client:
        client.sendall(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
        assert client.recv(12) == b"HTTP/1.1 413"


def test_uploads_that_never_end_cannot_fill_the_disk(stack):
    tls = trusting()
    with ExitStack() as open_ones:
        clients = [
            open_ones.enter_context(upload(stack, tls, b"POST /admin/images/", LARGE))
            for _each in range(60)
        ]
        refused = 0
        for client in clients:
            client.settimeout(1)
            with suppress(TimeoutError):
                refused += client.recv(12) == b"HTTP/1.1 429"
        # At most 30 wait, of 110 MB at most: 3.3 GB.
        assert refused == 30
        assert stack.get("/admin/").status_code == 302
        assert stack.get("/es/").status_code == 200


def test_originals_and_documents_are_closed_and_renditions_open(stack):
    for folder in ("original_images", "documents", "images"):
        (stack.var / "media" / folder).mkdir(parents=True, exist_ok=True)
        (stack.var / "media" / folder / "a.jpg").write_bytes(b"picture")
    assert stack.get("/media/original_images/a.jpg").status_code == 404
    assert stack.get("/media/documents/a.jpg").status_code == 404
    assert stack.get("/media/images/../original_images/a.jpg").status_code == 404
    shown = stack.get("/media/images/a.jpg")
    assert shown.content == b"picture"
    assert "immutable" in shown.headers["Cache-Control"]
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_document_is_handed_out_as_it_is(stack):
    stack.manage("shell", "-v0", "-c", DOCUMENT)
    ((number,),) = stack.sql("SELECT id FROM media_portaldocument WHERE title = 'Plan'")
    answer = stack.get(f"/documents/{number}/plan.txt", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.text == "plan " * 1000


def test_static_files_are_compressed_before_and_kept_for_ever(stack):
    page = stack.get("/es/").text
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = stack.get(sheet)
    assert answer.headers["Content-Encoding"] in ("br", "gzip")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_plain_http_leads_to_tls_and_another_name_nowhere(stack):
    address = f"http://127.0.0.1:{stack.ports['http']}/es/"
    answer = stack.session.get(address, allow_redirects=False, timeout=60)
    assert answer.headers["Location"] == f"{stack.address}/es/"
    plain = socket.create_connection(("127.0.0.1", stack.ports["https"]), timeout=60)
    with plain, pytest.raises(ssl.SSLError, match="(?i)unrecognized.name"):
        trusting().wrap_socket(plain, server_hostname="other.example.org")


def test_a_browser_asks_each_time_and_gets_a_304(stack):
    stack.wait_for(lambda: stack.get("/es/").headers.get("X-Cache") == "HIT")
    first = stack.get("/es/")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = stack.get("/es/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_log_holds_one_line_a_request_without_the_query(stack):
    stack.get("/es/?palabra=secreta")
    log = stack.folder / "logs" / "access.log"
    stack.wait_for(lambda: '"path":"/es/"' in log.read_text())
    assert "secreta" not in log.read_text()
    assert "127.0.0.1" not in log.read_text()
