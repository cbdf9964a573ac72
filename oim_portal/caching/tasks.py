"""What the worker does for the cache: what could not be sent at once, and the pass over all."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oim_portal import health

from .addresses import portion
from .client import refresh

logger = logging.getLogger(__name__)

# Mail goes before: there is one worker.
AFTER_MAIL = -5
# Pages in one task of the pass, so that what is more urgent gets its turn in between.
PORTION = 20
START = ""  # of the tree
SOON = timedelta(seconds=2)  # so that one pass serves several changes
LONGEST_PAUSE = 300  # seconds between tries
LAST_TRY = 200  # some 16 hours of them


@task()
def refresh_addresses(addresses: list[str], tries: int = 0) -> None:
    """Have the cache fetch addresses anew; try again, ever more rarely, what fails."""
    if not settings.PORTAL_CACHE_URL:
        return
    failed = []
    for number, address in enumerate(addresses):
        if not refresh(address):
            failed = addresses[number:]
            break
    if not failed:
        return
    if tries >= LAST_TRY:
        logger.error("The cache was not told of %d addresses, and will not be.", len(failed))
        return
    pause = timedelta(seconds=min(LONGEST_PAUSE, 2 ** min(tries, 10)))
    later = refresh_addresses.using(run_after=timezone.now() + pause)
    later.enqueue(failed, tries + 1)


def ask_for_pass() -> None:
    """Have all pages fetched anew soon, once for however many changes."""
    waiting = DBTaskResult.objects.filter(
        task_path=refresh_everything.module_path,
        status=TaskResultStatus.READY,
        args_kwargs__args=[START, 0],
    )
    if not waiting.exists():
        refresh_everything.using(run_after=timezone.now() + SOON).enqueue(START, 0)


@task(priority=AFTER_MAIL)
def refresh_everything(after: str, done: int) -> None:
    """Fetch a portion of all addresses anew, and leave the rest to the next task.

    `after` is the place in the tree behind which it begins, `done` how many went before.
    """
    if not settings.PORTAL_CACHE_URL:
        return
    addresses, last = portion(after, PORTION)
    done += len(addresses)
    failed = refresh_all(addresses)
    if failed:
        health.record("cache", ok=False, detail=f"{failed} / {done}")
    elif last:
        refresh_everything.enqueue(last, done)
    else:
        health.record("cache", ok=True, detail=str(done))


def refresh_all(addresses: list[str]) -> int:
    """Fetch addresses anew one after another; return how many failed, giving up after three."""
    failed = 0
    for address in addresses:
        failed += not refresh(address)
        if failed == 3:
            break
    return failed
