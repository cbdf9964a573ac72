"""HTTP requests as bytes on a socket, which no client library would send."""

import socket
import sys
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes

TOKEN = b"a" * 32
BOUNDARY = b"b0undary"
LIMIT = 30  # seconds that an answer may take


@dataclass(frozen=True)
class Answer:
    """A response; its status is 0 if the server only closed the connection."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, raw: bytes) -> Answer:
    """Send bytes to a server of this machine and read its whole response."""
    with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as connection:
        received = b""
        try:
            connection.sendall(raw)
            while more := connection.recv(65_536):
                received += more
        except ConnectionError:
            pass  # the server had seen enough before it read everything
    head, _empty, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    named = [line.partition(":") for line in lines]
    status = int(first.split(" ")[1]) if first else 0
    return Answer(status, {name.lower(): value.strip() for name, _colon, value in named}, body)


def request(
    target: bytes, *headers: bytes, method: bytes = b"GET", body: bytes = b"", session: bytes = b""
) -> bytes:
    """Return a request with a valid CSRF token, with a session or without.

    Given headers replace the default ones.
    """
    usual = {
        b"Host": b"localhost",
        b"Connection": b"close",
        b"Cookie": b"csrftoken=" + TOKEN + (b"; sessionid=" + session if session else b""),
    }
    if method not in (b"GET", b"HEAD"):
        usual |= {b"Content-Length": b"%d" % len(body), b"X-CSRFToken": TOKEN}
    given = {header.partition(b":")[0] for header in headers}
    lines = [name + b": " + value for name, value in usual.items() if name not in given]
    return b"\r\n".join([method + b" " + target + b" HTTP/1.1", *lines, *headers, b"", body])


def form(target: bytes, body: bytes, session: bytes = b"") -> bytes:
    kind = b"Content-Type: application/x-www-form-urlencoded"
    return request(target, kind, method=b"POST", body=body, session=session)


def multipart(target: bytes, *parts: bytes, end: bytes = b"--", session: bytes = b"") -> bytes:
    """Return a form in parts, each of which is a Content-Disposition's rest and what follows."""
    kind = b"Content-Type: multipart/form-data; boundary=" + BOUNDARY
    border = b"--" + BOUNDARY
    written = [border + b"\r\nContent-Disposition: form-data; " + part for part in parts]
    body = b"\r\n".join([*written, border + end, b""])
    return request(target, kind, method=b"POST", body=body, session=session)


def environ_of(raw: bytes) -> dict[str, object]:
    """Return the WSGI environ of a request, to handle many of them without a socket."""
    head, _empty, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ", 2)
    path, _mark, query = target.partition("?")
    environ: dict[str, object] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    for line in lines:
        name, _colon, value = line.partition(":")
        name = name.upper().replace("-", "_")
        environ[name if name.startswith("CONTENT_") else f"HTTP_{name}"] = value.strip()
    return environ
