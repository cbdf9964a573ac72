"""Tells the cache of a change at once, from threads of the process: nobody waits for it.

Each change is first noted as a task of the worker, a little later than now; the thread takes the
note away when the cache has answered. What fails, or dies with the process, the worker does.
"""

import logging
import time
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


def send(addresses: Iterable[str]) -> None:
    """Have the cache fetch these full addresses anew, in their order. Returns at once."""
    addresses = list(dict.fromkeys(addresses))
    if not settings.PORTAL_CACHE_URL or not addresses:
        return
    note = tasks.refresh_addresses.using(run_after=timezone.now() + GRACE).enqueue(addresses)
    tasks.ask_for_pass()
    THREADS.submit(send_now, addresses, note.id)


def forget_failures() -> None:
    """Take the cache for well again at once, not only after the pause."""
    global _failed_at
    _failed_at = float("-inf")


def send_now(addresses: list[str], note: object) -> None:
    """Send and take the note away; stop at the first failure, which would only be followed."""
    global _failed_at
    if time.monotonic() - _failed_at < PAUSE:
        return
    for address in addresses:
        if not refresh(address):
            _failed_at = time.monotonic()
            return
    try:
        DBTaskResult.objects.filter(pk=note, status=TaskResultStatus.READY).delete()
    except Error:
        logger.warning("The note of a change stays: the worker will tell the cache again.")
    finally:
        connection.close()  # this thread's own
