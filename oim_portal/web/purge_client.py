"""PURGE requests to the cache in front (nginx), which then fetches each URL again."""

import logging
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from django.conf import settings
from django.utils.encoding import iri_to_uri
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

logger = logging.getLogger(__name__)

LIMIT = 5  # seconds until a request times out
AT_ONCE = 2  # concurrent requests, so that visitors are served meanwhile
ON_END = 3  # consecutive failures after which the cache is considered down
PAUSE = 5  # seconds for which no requests are sent then
# A variable such as http_proxy is not meant for a cache on this machine.
opener = build_opener(ProxyHandler({}))


def refresh(url: str, limit: float | None = None) -> bool:
    """Make the cache in front fetch an absolute URL again; return whether it did. Never raises.

    Wagtail's HTTPBackend waits without limit for a cache that hangs, does not return whether it
    worked, and takes every status but 2xx for a failure; this cache answers with the status of the
    page that it has fetched again.
    """
    parts = urlsplit(iri_to_uri(url))  # as browsers encode letters with accents
    query = f"?{parts.query}" if parts.query else ""
    address = f"{settings.PORTAL_CACHE_URL.rstrip('/')}{parts.path}{query}"
    request = PurgeRequest(address, headers={"Host": parts.netloc})
    try:
        opener.open(request, timeout=LIMIT if limit is None else limit).close()
    except HTTPError as answer:
        answer.close()
        # 404 is the status of a page that is gone; 405 and the like mean that PURGE is refused.
        if answer.code in (403, 405, 501) or answer.code >= 500:
            logger.warning("The cache answered %s for %s", answer.code, url)
            return False
    except (OSError, HTTPException, ValueError) as error:
        logger.warning("The cache did not answer for %s: %s", url, error)
        return False
    return True


class FailureStreak:
    """Counts consecutive failures of a cache, after which it is not asked for some seconds.

    A single failure may be that of one page.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._failures, self._failed_at = 0, float("-inf")

    def record(self, worked: bool) -> None:
        self._failures = 0 if worked else self._failures + 1
        self._failed_at = time.monotonic()

    def is_down(self) -> bool:
        recent = time.monotonic() - self._failed_at < PAUSE
        return self._failures >= ON_END and recent


def refresh_all(addresses: Iterable[str], seconds: float = float("inf")) -> list[str]:
    """Refresh URLs, in this order, within `seconds`; return those that are left.

    These are the URLs not tried, because the time was over or the cache is down, and then those
    that failed.
    """
    addresses, end, failures = list(addresses), time.monotonic() + seconds, FailureStreak()
    untried: list[str] = []
    failed: list[str] = []

    def attempt(address: str) -> None:
        left = end - time.monotonic()
        if left <= 0 or failures.is_down():
            untried.append(address)
            return
        worked = refresh(address, min(LIMIT, left))
        failures.record(worked)
        if not worked:
            failed.append(address)

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="cache") as threads:
        list(threads.map(attempt, addresses))
    return [*untried, *failed]
