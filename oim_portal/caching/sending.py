"""Tells the cache of a change at once, from threads of the process: nobody waits for it.

Each change is first noted as a task of the worker, a little later than now; the threads take the
note away when the cache has answered for all its addresses. What fails, or dies with the process,
the worker does.

What a change names first, the changed page's own addresses, goes before what earlier changes
still have to say of their lists; and an address that several changes name is sent once.
"""

import heapq
import itertools
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import tasks
from .client import refresh

logger = logging.getLogger(__name__)

# Two, so that a page that takes long to make does not keep another change waiting.
THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="cache")
GRACE = timedelta(seconds=20)  # until the worker does what the threads have not
PAUSE = 5  # seconds for which a cache that has failed is left to the worker

_failed_at = float("-inf")


class Change:
    """What the cache still has to be told of one change, and the note of it."""

    def __init__(self, note: object, addresses: list[str]) -> None:
        self.note = note
        self.waiting = set(addresses)
        self.failed = False


class Queue:
    """Addresses that wait for a thread: by their place in their change, then by their age."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._order: list[tuple[int, int, str]] = []
        self._ages = itertools.count()
        self._changes: dict[str, list[Change]] = defaultdict(list)

    def put(self, change: Change, addresses: list[str]) -> None:
        """Add a change's addresses, the most urgent first."""
        with self._lock:
            for place, address in enumerate(addresses):
                self._changes[address].append(change)
                heapq.heappush(self._order, (place, next(self._ages), address))

    def take(self) -> tuple[str, list[Change]]:
        """Return the next address and the changes that name it; none when it has been sent.

        A change that comes while the address is being sent waits for another turn: what was made
        for the earlier one may not show it.
        """
        with self._lock:
            _place, _age, address = heapq.heappop(self._order)
            return address, self._changes.pop(address, [])

    def settle(self, address: str, changes: list[Change], worked: bool) -> list[Change]:
        """Note what came of an address; return the changes that are told of in full."""
        with self._lock:
            for change in changes:
                change.waiting.discard(address)
                change.failed |= not worked
            return [change for change in changes if not change.waiting and not change.failed]


_queue = Queue()


def send(addresses: Iterable[str]) -> None:
    """Have the cache fetch these full addresses anew, the first ones first. Returns at once."""
    addresses = list(dict.fromkeys(addresses))
    if not settings.PORTAL_CACHE_URL or not addresses:
        return
    note = tasks.refresh_addresses.using(run_after=timezone.now() + GRACE).enqueue(addresses)
    tasks.ask_for_pass()
    _queue.put(Change(note.id, addresses), addresses)
    for _address in addresses:
        THREADS.submit(send_next)


def forget_failures() -> None:
    """Take the cache for well again at once, not only after the pause."""
    global _failed_at
    _failed_at = float("-inf")


def send_next() -> None:
    """Send the most urgent address, and take away the notes of changes that are told of."""
    global _failed_at
    address, changes = _queue.take()
    if not changes:
        return
    paused = time.monotonic() - _failed_at < PAUSE
    worked = not paused and refresh(address)
    if not (paused or worked):
        _failed_at = time.monotonic()
    for change in _queue.settle(address, changes, worked):
        take_away(change.note)


def take_away(note: object) -> None:
    """Take a note away that the worker has not begun with."""
    try:
        DBTaskResult.objects.filter(pk=note, status=TaskResultStatus.READY).delete()
    except Error:
        logger.warning("The note of a change stays: the worker will tell the cache again.")
    finally:
        connection.close()  # this thread's own
