"""One PURGE to the cache in front, which fetches the address anew."""

import logging
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

    def refresh(self, url: str) -> bool:
        """Have the cache fetch a full address anew; say whether it did. Never raises."""
        parts = urlsplit(iri_to_uri(url))  # as browsers ask for letters with accents
        query = f"?{parts.query}" if parts.query else ""
        request = PurgeRequest(
            f"{self.location}{parts.path}{query}", headers={"Host": parts.netloc}
        )
        try:
            opener.open(request, timeout=LIMIT).close()
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
        self.refresh(url)


def refresh(url: str) -> bool:
    """Have the cache in front fetch a full address anew; say whether it did."""
    (backend,) = get_backends(
        {
            "default": {
                "BACKEND": f"{__name__}.{RefreshingBackend.__name__}",
                "LOCATION": settings.PORTAL_CACHE_URL,
            }
        }
    ).values()
    return backend.refresh(url)
