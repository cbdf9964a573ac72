"""Tells the cache of a change at once, from threads of the process: nobody waits for it.

Each change is also noted as tasks of the worker, which tells the cache once more a little later:
what failed, what died with the process, and what an answer that was already being made when the
change came has overwritten.

What a change names first, the changed page's own addresses, goes before what earlier changes
still have to say of their lists; and an address that several changes name is sent once.
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

# More than one, so that a page that takes long to make does not keep another change waiting.
THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="cache")


class Queue:
    """Addresses that wait for a thread: by their place in their change, then by their age."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}

    def put(self, addresses: list[str]) -> None:
        """Add a change's addresses, the most urgent first."""
        with self._lock:
            for place, address in enumerate(addresses):
                self._places[address] = min(place, self._places.get(address, place))

    def take(self) -> str | None:
        """Return the next address; None when all were sent for other changes meanwhile.

        A change that comes while its address is being sent waits for another turn: what was made
        for the earlier one may not show it.
        """
        with self._lock:
            first = min(self._places, key=self._places.__getitem__, default=None)
            self._places.pop(first, None)
            return first


_queue = Queue()
patience = FailureStreak()


def tell(addresses: Iterable[str]) -> None:
    """Have the cache fetch full addresses anew once the change is committed, the first ones first.

    The note of it, and of a pass over all pages, is part of the change. Neither waits for the cache
    nor raises.
    """
    addresses = list(dict.fromkeys(addresses))
    if not settings.PORTAL_CACHE_URL or not addresses:
        return
    try:
        with transaction.atomic():
            tasks.note(addresses)
    except Exception:  # a change never fails because of the cache
        logger.exception("The worker will not tell the cache again of %s …", addresses[:1])
    transaction.on_commit(lambda: send(addresses), robust=True)


def send(addresses: list[str]) -> None:
    """Leave addresses to the threads. Returns at once."""
    _queue.put(addresses)
    for _address in addresses:
        THREADS.submit(send_next)


def send_next() -> None:
    """Send the most urgent address."""
    address = _queue.take()
    if address and not patience.is_down():
        patience.record(refresh(address))
