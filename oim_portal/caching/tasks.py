"""What the worker does for the cache: each change once more, and the pass over all pages."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oim_portal import health
from oim_portal.task_queues import PROMPT

from .addresses import portion
from .client import refresh

logger = logging.getLogger(__name__)

# Mail goes before: they have one worker.
AFTER_MAIL = -5
# Pages in one task of the pass and addresses in one note, so that what is more urgent gets its
# turn in between.
PORTION = 20
# After a change, when the threads have done what they can; longer than nginx waits for an answer
# (deploy/nginx/cached.conf), so that none of before the change comes after this.
GRACE = timedelta(seconds=20)
START = ""  # of the tree
SOON = timedelta(seconds=2)  # so that one pass serves several changes
LATER = timedelta(seconds=15)
MOST_WAITS = 3  # of the pass, in one place
ON_END = 3  # failures one after another by which a cache is known not to work
LONGEST_PAUSE = 300  # seconds between tries
LAST_TRY = 200  # some 16 hours of them


def note(addresses: list[str]) -> None:
    """Leave the addresses of a change to the worker, and a pass over all others."""
    for start in range(0, len(addresses), PORTION):
        refresh_later(addresses[start : start + PORTION], tries=0, pause=GRACE)
    ask_for_pass()


def refresh_later(addresses: list[str], tries: int, pause: timedelta) -> None:
    refresh_addresses.using(run_after=timezone.now() + pause).enqueue(addresses, tries)


@task(queue_name=PROMPT, priority=AFTER_MAIL)
def refresh_addresses(addresses: list[str], tries: int = 0) -> None:
    """Have the cache fetch addresses anew; try again, ever more rarely, what fails."""
    if not settings.PORTAL_CACHE_URL:
        return
    later = named_by_others()
    left = refresh_all([address for address in addresses if address not in later])
    if left and tries >= LAST_TRY:
        logger.error("The cache was not told of %d addresses, and will not be.", len(left))
    elif left:
        pause = timedelta(seconds=min(LONGEST_PAUSE, 2 ** min(tries, 10)))
        refresh_later(left, tries + 1, pause)


def named_by_others() -> set[str]:
    """Return the addresses of other notes that are due: each is told once, with the last."""
    due = waiting(refresh_addresses).filter(run_after__lte=timezone.now())
    return {
        address
        for values in due.values_list("args_kwargs", flat=True)
        for address in values["args"][0]
    }


def ask_for_pass() -> None:
    """Have all pages fetched anew soon, once for however many changes."""
    if not waiting(refresh_everything).filter(args_kwargs__args__0=START).exists():
        begin_pass(SOON)


def begin_pass(pause: timedelta) -> None:
    refresh_everything.using(run_after=timezone.now() + pause).enqueue(START, 0, 0)


@task(queue_name=PROMPT, priority=AFTER_MAIL)
def refresh_everything(after: str, done: int, failed: int, waited: int = 0) -> None:
    """Fetch a portion of all addresses anew, and leave the rest to the next task.

    `after` is the place in the tree behind which it begins, `done` and `failed` count what went
    before. One pass at a time: what changes meanwhile waits for the next one. A portion of which
    nothing works waits for the cache, but not for ever: it may be the pages that cannot be made.
    """
    if not settings.PORTAL_CACHE_URL:
        return
    if after == START and waiting(refresh_everything).exclude(args_kwargs__args__0=START).exists():
        begin_pass(LATER)
        return
    addresses, last = portion(after, PORTION)
    left = refresh_all(addresses)
    if len(left) == len(addresses) and waited < MOST_WAITS:
        health.record("cache", ok=False, detail=f"{done} …")
        again = refresh_everything.using(run_after=timezone.now() + LATER)
        again.enqueue(after, done, failed, waited=waited + 1)
        return
    if left:
        refresh_later(left, tries=0, pause=LATER)
    done, failed = done + len(addresses), failed + len(left)
    if last:
        refresh_everything.enqueue(last, done, failed)
    else:
        health.record("cache", ok=not failed, detail=f"{failed} / {done}" if failed else str(done))


def refresh_all(addresses: list[str]) -> list[str]:
    """Fetch addresses anew one after another; return what is left to be tried again.

    That is what failed, and before it what was not tried, because the cache does not work.
    """
    failed, on_end = [], 0
    for number, address in enumerate(addresses):
        if on_end == ON_END:
            return [*addresses[number:], *failed]
        worked = refresh(address)
        on_end = 0 if worked else on_end + 1
        if not worked:
            failed.append(address)
    return failed


def waiting(of) -> QuerySet[DBTaskResult]:
    """Return the tasks of a kind that no worker has begun with."""
    return DBTaskResult.objects.filter(task_path=of.module_path, status=TaskResultStatus.READY)
