"""Connection and statement timeouts for web processes.

A server that hangs (a full disk below it, a stopped machine) still has its network stack: no
timeout of PostgreSQL or TCP ends the wait, and each waiting request holds a thread until none is
left. So the portal's own processes wait by themselves, through the callback that psycopg2 has for
this (https://www.psycopg.org/docs/advanced.html#support-for-coroutine-libraries).

After a timeout, one thread of the process at a time tries whether the database has recovered; for
all other threads it fails at once. So a process with two threads always has one that can respond.
"""

import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from psycopg2 import OperationalError, extensions

from .url_prefixes import is_staff_url

# Seconds without data from the server. No public page has a slow query; the admin may have one (a
# large subtree is moved). OTHERS is for threads outside a request.
PUBLIC, STAFF, OTHERS = 3, 15, 60
# Seconds after which PostgreSQL itself cancels a statement of a web process.
STATEMENT = 30


class DatabaseTimeoutError(OperationalError):
    """The database accepts connections but does not answer; Django wraps it in its own error."""


class Timeout(threading.local):
    """The timeout of this thread."""

    limit: float = OTHERS


_timeout = Timeout()
_is_down = threading.Event()
_probe = threading.Lock()


@contextmanager
def query_timeout(seconds: float) -> Iterator[None]:
    """Set the timeout of this thread for each wait on the database."""
    before, _timeout.limit = _timeout.limit, seconds
    try:
        yield
    finally:
        _timeout.limit = before


def install() -> None:
    """Apply the timeouts to this process; called by web processes (oim_portal/wsgi.py)."""
    extensions.set_wait_callback(wait)
    connection_created.connect(limit_statements, dispatch_uid="database_timeouts")


def limit_statements(connection, **kwargs) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{STATEMENT}s"])


def wait(connection) -> None:
    """Wait until the connection is ready; psycopg2 calls this for every operation.

    Raises DatabaseTimeoutError on timeout; psycopg2 then closes the connection.
    """
    if not _is_down.is_set():
        poll_until_ready(connection)
    elif _probe.acquire(blocking=False):
        try:
            poll_until_ready(connection)
            _is_down.clear()
        finally:
            _probe.release()
    else:
        raise DatabaseTimeoutError("The database did not answer a moment ago.")


def poll_until_ready(connection) -> None:
    while (state := connection.poll()) != extensions.POLL_OK:
        poller = select.poll()
        wanted = select.POLLIN if state == extensions.POLL_READ else select.POLLOUT
        poller.register(connection.fileno(), wanted)
        if not poller.poll(_timeout.limit * 1000):
            _is_down.set()
            raise DatabaseTimeoutError(f"The database said nothing for {_timeout.limit} s.")


class DatabaseTimeoutMiddleware:
    """Set a short timeout for requests of visitors, and a longer one for those of staff."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with query_timeout(STAFF if is_staff_url(request) else PUBLIC):
            return self.get_response(request)
