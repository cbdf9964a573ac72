"""No request waits for ever for a database that is there but says nothing.

A server that hangs (a full disk below it, a stopped machine) still has its network stack: no time
limit of PostgreSQL's or of TCP's ends the wait, and each waiting request holds a thread until
none is left. So the portal's own processes wait by themselves, through the callback that psycopg2
has for this (https://www.psycopg.org/docs/advanced.html#support-for-coroutine-libraries).

After a wait in vain, one thread of the process at a time finds out whether the database is back;
for all others it is gone at once. So a process with two threads always has one to answer with.
"""

import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from psycopg2 import OperationalError, extensions

from .url_prefixes import for_staff

# Seconds without a sign of life. No public page asks for anything that takes long; the admin may
# (a large subtree moves).
PUBLIC, STAFF, OTHERS = 3, 15, 60
# Seconds after which PostgreSQL itself ends a statement of a web process.
STATEMENT = 30


class SilentDatabaseError(OperationalError):
    """The database is there, but does not answer; Django makes its own OperationalError of it."""


class Silence(threading.local):
    """How long this thread waits."""

    limit: float = OTHERS


_silence = Silence()
_is_silent = threading.Event()
_trying = threading.Lock()


@contextmanager
def silence(seconds: float) -> Iterator[None]:
    """Let this thread wait no longer than this for each sign of life of the database."""
    before, _silence.limit = _silence.limit, seconds
    try:
        yield
    finally:
        _silence.limit = before


def install() -> None:
    """Apply the limits to this process; for web processes (oim_portal/wsgi.py)."""
    extensions.set_wait_callback(wait)
    connection_created.connect(limit_statements, dispatch_uid="database_limits")


def limit_statements(connection, **kwargs) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{STATEMENT}s"])


def wait(connection) -> None:
    """Wait until the connection has what it was asked for; psycopg2 calls this.

    Raises SilentDatabaseError in vain; psycopg2 then closes the connection.
    """
    if not _is_silent.is_set():
        poll_until_ready(connection)
    elif _trying.acquire(blocking=False):
        try:
            poll_until_ready(connection)
            _is_silent.clear()
        finally:
            _trying.release()
    else:
        raise SilentDatabaseError("The database did not answer a moment ago.")


def poll_until_ready(connection) -> None:
    while (state := connection.poll()) != extensions.POLL_OK:
        poller = select.poll()
        wanted = select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
        poller.register(connection.fileno(), wanted)
        if not poller.poll(_silence.limit * 1000):
            _is_silent.set()
            raise SilentDatabaseError(f"The database said nothing for {_silence.limit} s.")


class DatabaseLimitMiddleware:
    """Give visitors' requests little patience, and staff's more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with silence(STAFF if for_staff(request) else PUBLIC):
            return self.get_response(request)
