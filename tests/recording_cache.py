"""A real server in place of the cache in front, which records PURGE requests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from oim_portal.settings.base import TASKS

LIMIT = 60  # seconds: against hanging only


class RecordingCache:
    """A server that records PURGE requests; it does not respond while `hangs` is set.

    `failing` holds the paths of pages that cannot be rendered.
    """

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []
        self.hangs = False
        self.status = 200
        self.failing: set[str] = set()
        self.released = threading.Event()
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:  # noqa: N802 (http.server's way of naming methods)
                cache.received.append((self.headers["Host"], self.path))
                if cache.hangs:
                    cache.released.wait(LIMIT)
                self.send_response(500 if self.path in cache.failing else cache.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def paths(self) -> set[str]:
        return {path for _host, path in list(self.received)}

    def wait_for(self, *paths: str) -> None:
        """Wait until all these paths were purged; fail after a time limit."""
        end = time.monotonic() + LIMIT
        while missing := set(paths) - self.paths:
            assert time.monotonic() < end, f"never purged: {sorted(missing)}"
            self.released.wait(0.02)

    def stop(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def recording_cache(settings) -> Iterator[RecordingCache]:
    """Run a cache in front of the portal, with tasks in the database as on a server."""
    cache = RecordingCache()
    settings.PORTAL_CACHE_URL = cache.url
    settings.TASKS = TASKS
    try:
        yield cache
    finally:
        cache.stop()
