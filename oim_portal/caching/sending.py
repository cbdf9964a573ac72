"""Tells the cache of a change at once, from threads of the process: nobody waits for it.

Each change is also noted as tasks of the worker, which tells the cache once more a little later:
what failed, what died with the process, and what an answer that was already being made when the
change came has overwritten.

What a change names first, the changed page's own addresses, goes before what earlier changes
still have to say of their lists; and an address that several changes name is sent once.
"""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import transaction

from . import tasks
from .client import refresh

logger = logging.getLogger(__name__)

# Two, so that a page that takes long to make does not keep another change waiting.
THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="cache")
PAUSE = 5  # seconds for which a cache that does not work is left to the worker


class Queue:
    """Addresses that wait for a thread: by their place in their change, then by their age."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._order: list[tuple[int, int, str]] = []
        self._ages = itertools.count()
        self._waiting: set[str] = set()

    def put(self, addresses: list[str]) -> None:
        """Add a change's addresses, the most urgent first."""
        with self._lock:
            for place, address in enumerate(addresses):
                self._waiting.add(address)
                heapq.heappush(self._order, (place, next(self._ages), address))

    def take(self) -> str | None:
        """Return the next address; None when it was sent for another change meanwhile.

        A change that comes while its address is being sent waits for another turn: what was made
        for the earlier one may not show it.
        """
        with self._lock:
            _place, _age, address = heapq.heappop(self._order)
            if address not in self._waiting:
                return None
            self._waiting.remove(address)
            return address


class Patience:
    """Whether to go on with a cache: not when it has failed several times on end, for a while.

    One failure is that of a page.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._failures, self._failed_at = 0, float("-inf")

    def note(self, worked: bool) -> None:
        self._failures = 0 if worked else self._failures + 1
        self._failed_at = time.monotonic()

    def is_over(self) -> bool:
        recent = time.monotonic() - self._failed_at < PAUSE
        return self._failures >= tasks.ON_END and recent


_queue = Queue()
patience = Patience()


def tell(addresses: Iterable[str]) -> None:
    """Have the cache fetch full addresses anew once the change is committed, the first ones first.

    The note of it is part of the change. Neither waits for the cache nor raises.
    """
    addresses = list(dict.fromkeys(addresses))
    if not settings.PORTAL_CACHE_URL or not addresses:
        return
    try:
        with transaction.atomic():
            tasks.note(addresses)
    except Exception:  # a change never fails because of the cache
        logger.exception("The worker will not tell the cache again of %s …", addresses[0])
    transaction.on_commit(lambda: send(addresses), robust=True)


def send(addresses: list[str]) -> None:
    """Leave addresses to the threads. Returns at once."""
    _queue.put(addresses)
    for _address in addresses:
        THREADS.submit(send_next)


def send_next() -> None:
    """Send the most urgent address."""
    address = _queue.take()
    if address and not patience.is_over():
        patience.note(refresh(address))
