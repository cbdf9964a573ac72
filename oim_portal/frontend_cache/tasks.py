"""Background tasks: purge withdrawn content, refresh changed URLs once more, refresh all pages."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oim_portal.operations import health
from oim_portal.settings.task_queues import PROMPT
from oim_portal.web.purge_client import LIMIT, refresh_all

from .cached_urls import portion

logger = logging.getLogger(__name__)

# Priorities: withdrawals before all tasks but the worker's heartbeat; other refreshes after mail.
BEFORE_ALL = 50
AFTER_MAIL = -5
# Pages in one task of the pass, and URLs in one refresh task, so that more urgent tasks can run in
# between.
PORTION = 20
# Delay after a change, when the threads have finished; longer than nginx waits for a response
# (deploy/nginx/cached.conf), so that no response from before the change arrives later.
GRACE = timedelta(seconds=20)
NOW = timedelta(0)
IN_REQUEST = timedelta(seconds=LIMIT + 1)  # longer than the request itself purges
# Delay after which another worker takes over; longer than requests to a hanging cache take.
LEASE = timedelta(seconds=30)
PURGE_SECONDS = 20  # seconds of purging, so that mail and the worker's heartbeat can run in between
START = 0  # of the pass, in pages
SOON = timedelta(seconds=2)  # so that one pass serves several changes
LATER = timedelta(seconds=15)
MOST_WAITS = 3  # of the pass, in one place
LONGEST_PAUSE = 300  # seconds between tries
LONGEST_PURGE_WAIT = 30  # seconds between tries of withdrawals
LAST_TRY = 200  # after some 16 hours


def enqueue_purge(urls: list[str], pause: timedelta, tries: int = 0) -> TaskResult:
    """Enqueue withdrawn URLs, which the worker purges before all other tasks."""
    later = purge_owed.using(run_after=timezone.now() + pause)
    return later.enqueue(urls, tries)


@task(queue_name=PROMPT, priority=BEFORE_ALL)
def purge_owed(urls: list[str], tries: int = 0) -> None:
    """Purge withdrawn URLs, together with those of other due tasks, and retry until it works.

    Meanwhile the URLs are enqueued in a later task, in case this worker is killed.
    """
    if not settings.PORTAL_CACHE_URL:
        return
    due = list(waiting(purge_owed).filter(run_after__lte=timezone.now()))
    urls = list(dict.fromkeys([*urls, *urls_of_tasks(due)]))
    again = enqueue_purge(urls, LEASE, tries + 1)
    left = refresh_all(urls, PURGE_SECONDS)
    if left:
        enqueue_purge(
            left, timedelta(seconds=min(LONGEST_PURGE_WAIT, 2 ** min(tries, 10))), tries + 1
        )
    waiting(purge_owed).filter(pk__in=[again.id, *(each.pk for each in due)]).delete()
    # Only failed attempts count as outstanding.
    count = len(set(urls_of_tasks(waiting(purge_owed).exclude(args_kwargs__args__1=0))))
    health.record("withdrawals", ok=not count, detail=str(count or ""))


def enqueue_refresh(urls: list[str]) -> None:
    """Enqueue the URLs of a change, and a pass over all others."""
    for start in range(0, len(urls), PORTION):
        refresh_later(urls[start : start + PORTION], tries=0, pause=GRACE)
    request_pass()


def refresh_later(urls: list[str], tries: int, pause: timedelta) -> None:
    refresh_addresses.using(run_after=timezone.now() + pause).enqueue(urls, tries)


@task(queue_name=PROMPT, priority=AFTER_MAIL)
def refresh_addresses(urls: list[str], tries: int = 0) -> None:
    """Refresh URLs in the cache; retry failures at growing intervals."""
    if not settings.PORTAL_CACHE_URL:
        return
    # URLs of other due tasks are refreshed once, with the last of these.
    later = set(urls_of_tasks(waiting(refresh_addresses).filter(run_after__lte=timezone.now())))
    left = refresh_all(url for url in urls if url not in later)
    if left and tries >= LAST_TRY:
        logger.error("The cache was not told of %d addresses, and will not be.", len(left))
    elif left:
        pause = timedelta(seconds=min(LONGEST_PAUSE, 2 ** min(tries, 10)))
        refresh_later(left, tries + 1, pause)


def urls_of_tasks(noted: Iterable[DBTaskResult]) -> list[str]:
    """Return the URLs of tasks whose first argument is a list of URLs."""
    return [url for each in noted for url in each.args_kwargs["args"][0]]


def request_pass() -> None:
    """Enqueue a pass over all pages, unless one is waiting to start."""
    if not waiting(refresh_everything).filter(args_kwargs__args__0=START).exists():
        begin_pass(SOON)


def begin_pass(pause: timedelta) -> None:
    refresh_everything.using(run_after=timezone.now() + pause).enqueue(START, 0, 0)


@task(queue_name=PROMPT, priority=AFTER_MAIL)
def refresh_everything(start: int, done: int, failed: int, waited: int = 0) -> None:
    """Refresh a portion of all URLs, and enqueue a task for the rest.

    `start` counts the pages that the pass has covered, `done` and `failed` their URLs. There is one
    pass at a time: later changes wait for the next one. If a whole portion fails, the pass waits
    for the cache, but not forever: the pages themselves may fail to render.
    """
    if not settings.PORTAL_CACHE_URL:
        return
    if start == START and waiting(refresh_everything).exclude(args_kwargs__args__0=START).exists():
        begin_pass(LATER)
        return
    urls, more = portion(start, PORTION)
    left = refresh_all(urls)
    if len(left) == len(urls) and waited < MOST_WAITS:
        health.record("cache", ok=False, detail=f"{done} …")
        again = refresh_everything.using(run_after=timezone.now() + LATER)
        again.enqueue(start, done, failed, waited=waited + 1)
        return
    if left:
        refresh_later(left, tries=0, pause=LATER)
    done, failed = done + len(urls), failed + len(left)
    if more:
        refresh_everything.enqueue(start + PORTION, done, failed)
    else:
        health.record("cache", ok=not failed, detail=f"{failed} / {done}" if failed else str(done))


def waiting(of) -> QuerySet[DBTaskResult]:
    """Return the enqueued tasks of a kind that have not started."""
    return DBTaskResult.objects.filter(task_path=of.module_path, status=TaskResultStatus.READY)
