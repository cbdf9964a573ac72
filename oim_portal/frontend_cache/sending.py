"""Refresh the URLs of a change in the cache at once, from threads, without delaying the request.

Tasks of the worker refresh them once more a little later: requests may fail or be lost with the
process, and a response that was being rendered during the change may overwrite the new copy.

The first URLs of a change, those of the changed page, are sent before the listings of earlier
changes; a URL of several changes is sent once.
"""

import logging
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import transaction

from oim_portal.web.purge_client import AT_ONCE, FailureStreak, refresh

from . import tasks

logger = logging.getLogger(__name__)

# More than one, so that a page that is slow to render does not delay another change.
THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="cache")


class Queue:
    """Queue of URLs, ordered by their position in their change, then by age."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}

    def put(self, urls: list[str]) -> None:
        """Add the URLs of a change, the most urgent first."""
        with self._lock:
            for place, url in enumerate(urls):
                self._places[url] = min(place, self._places.get(url, place))

    def take(self) -> str | None:
        """Remove and return the next URL; None if all have been sent for other changes.

        A URL that is added while it is being sent is queued again: the response to the earlier
        request may not show the later change.
        """
        with self._lock:
            first = min(self._places, key=self._places.__getitem__, default=None)
            self._places.pop(first, None)
            return first


_queue = Queue()
patience = FailureStreak()


def refresh_soon(urls: Iterable[str]) -> None:
    """Refresh full URLs in the cache once the change is committed, in this order.

    Tasks to refresh them later, and a pass over all pages, are enqueued in the transaction of the
    change. This neither waits for the cache nor raises.
    """
    urls = list(dict.fromkeys(urls))
    if not settings.PORTAL_CACHE_URL or not urls:
        return
    try:
        with transaction.atomic():
            tasks.enqueue_refresh(urls)
    except Exception:  # a change never fails because of the cache
        logger.exception("The worker will not tell the cache again of %s …", urls[:1])
    transaction.on_commit(lambda: send(urls), robust=True)


def send(urls: list[str]) -> None:
    """Queue URLs for the threads, and return at once."""
    _queue.put(urls)
    for _url in urls:
        THREADS.submit(send_next)


def send_next() -> None:
    """Refresh the most urgent URL."""
    url = _queue.take()
    if url and not patience.is_down():
        patience.record(refresh(url))
