"""PURGE requests to the cache in front, which fetches each address anew."""

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
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest
from wagtail.contrib.frontend_cache.utils import get_backends

logger = logging.getLogger(__name__)

LIMIT = 5  # seconds without an answer
AT_ONCE = 2  # requests, so that visitors are served meanwhile
ON_END = 3  # failures one after another by which a cache is known not to work
PAUSE = 5  # seconds for which it is left alone then
# A variable such as http_proxy is not meant for a cache of this machine.
opener = build_opener(ProxyHandler({}))


class RefreshingBackend(HTTPBackend):
    """Wagtail's own, with a time limit that it lacks, and with an answer to whether it worked.

    Wagtail waits for ever for a cache that hangs, and takes every status but 2xx for a failure;
    this cache answers with the status of the page that it fetched anew.
    """

    def __init__(self, params: dict) -> None:
        self.location = params["LOCATION"].rstrip("/")
        super().__init__(params)

    def refresh(self, url: str, limit: float) -> bool:
        """Have the cache fetch a full address anew; say whether it did. Never raises."""
        parts = urlsplit(iri_to_uri(url))  # as browsers ask for letters with accents
        query = f"?{parts.query}" if parts.query else ""
        request = PurgeRequest(
            f"{self.location}{parts.path}{query}", headers={"Host": parts.netloc}
        )
        try:
            opener.open(request, timeout=limit).close()
        except HTTPError as answer:
            answer.close()
            # 404 is what became of a page; 405 and the like are a cache that takes no PURGE.
            if answer.code in (403, 405, 501) or answer.code >= 500:
                logger.warning("The cache answered %s for %s", answer.code, url)
                return False
        except (OSError, HTTPException, ValueError) as error:
            logger.warning("The cache did not answer for %s: %s", url, error)
            return False
        return True

    def purge(self, url: str) -> None:
        self.refresh(url, LIMIT)


def refresh(url: str, limit: float | None = None) -> bool:
    """Have the cache in front fetch a full address anew; say whether it did."""
    (backend,) = get_backends(
        {
            "default": {
                "BACKEND": f"{__name__}.{RefreshingBackend.__name__}",
                "LOCATION": settings.PORTAL_CACHE_URL,
            }
        }
    ).values()
    return backend.refresh(url, LIMIT if limit is None else limit)


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
        return self._failures >= ON_END and recent


def refresh_all(addresses: Iterable[str], seconds: float = float("inf")) -> list[str]:
    """Have addresses fetched anew, in this order, within so many seconds; return what is left.

    That is what failed, and before it what was not tried, because the time was over or the cache
    does not work.
    """
    addresses, end, patience = list(addresses), time.monotonic() + seconds, Patience()
    untried: list[str] = []
    failed: list[str] = []

    def attempt(address: str) -> None:
        left = end - time.monotonic()
        if left <= 0 or patience.is_over():
            untried.append(address)
            return
        worked = refresh(address, min(LIMIT, left))
        patience.note(worked)
        if not worked:
            failed.append(address)

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="cache") as threads:
        list(threads.map(attempt, addresses))
    return [*untried, *failed]
