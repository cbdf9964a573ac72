"""Cache-Control: the header of responses whose view sets none (docs/decisions/0015)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import expiry
from .expiry import Expiry
from .url_prefixes import is_staff_url

NO_STORE = "no-store"
# An extension directive (RFC 9111, 5.2.3): a cache of our own keeps the response, and tells
# browsers `no-store` in place of the whole header (deploy/nginx/http.conf).
SENSITIVE = "sensitive"
# What a view says of a response that browsers must not keep.
LEAVES_NO_TRACE = f"{NO_STORE}, {SENSITIVE}"
PRIVATE = "private, no-store"
# Revalidated each time: there are more URLs with a query than a cache can hold or purge.
REVALIDATE = "no-cache"

FRESH = 10  # seconds; then a cache revalidates, and may serve its copy meanwhile
WEEK = 7 * 24 * 3600
# Browsers apply `stale-while-revalidate` too. A cache of our own removes it for them.
STALE_IN_BROWSERS = 30
PAGES = {200, 304}
REDIRECTED_OR_MISSING = {301, 302, 303, 307, 308, 404, 410}


def leave_no_trace(response: HttpResponse) -> None:
    """Let no browser keep a response, and no other site learn its URL from a link."""
    response["Cache-Control"] = LEAVES_NO_TRACE
    response["Referrer-Policy"] = "no-referrer"


def cache_control(request: HttpRequest, response: HttpResponse, expiry: Expiry) -> str:
    """Return the value of the header for a response whose view has not set one, or a sensitive one.

    Only a cache of our own is known to tell browsers something else than it is told.
    """
    shared = shared_cache_control(request, response, expiry)
    if response.get("Cache-Control") != LEAVES_NO_TRACE or shared == PRIVATE:
        return shared
    is_kept = settings.PORTAL_CACHE_URL and shared.startswith("public")
    return f"{shared}, {SENSITIVE}" if is_kept else NO_STORE


def shared_cache_control(request: HttpRequest, response: HttpResponse, expiry: Expiry) -> str:
    """Return the value of the header for a response that browsers may keep."""
    status = response.status_code
    if status not in PAGES | REDIRECTED_OR_MISSING:
        return NO_STORE
    if is_private(request, response):
        return PRIVATE
    if request.META.get("QUERY_STRING"):
        return REVALIDATE
    if status in REDIRECTED_OR_MISSING:
        return f"public, max-age=0, s-maxage={FRESH}"
    week = expiry.seconds_left(WEEK)
    while_asking = week if settings.PORTAL_CACHE_URL else expiry.seconds_left(STALE_IN_BROWSERS)
    # Freshness and the stale periods after it both end when the content expires.
    fresh = expiry.seconds_left(FRESH)
    return (
        f"public, max-age=0, s-maxage={fresh}, "
        f"stale-while-revalidate={max(0, while_asking - fresh)}, "
        f"stale-if-error={max(0, week - fresh)}"
    )


def is_private(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the response may depend on the user, or sets a cookie."""
    return (
        request.method not in ("GET", "HEAD")
        or is_staff_url(request)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or bool(response.cookies)
        or "cookie" in response.get("Vary", "").lower()
    )


def is_cacheable(response: HttpResponse) -> bool:
    """Return whether a shared cache may store the response."""
    return response.get("Cache-Control", "").startswith("public") and not response.cookies


# nginx sends this header with the request that follows a purge, and removes it from all others.
REFRESH_HEADER = "X-Portal-Refresh"
ONE_SECOND = "public, max-age=0, s-maxage=1"


class CacheControlMiddleware:
    """Set `Cache-Control` unless the view did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with expiry.collecting() as collected:
            response = self.get_response(request)
        if response.get("Cache-Control") in (None, LEAVES_NO_TRACE):
            response["Cache-Control"] = cache_control(request, response, collected)
        if is_refresh(request) and response.status_code < 500 and not is_cacheable(response):
            return short_lived_404()
        return response


def is_refresh(request: HttpRequest) -> bool:
    return request.headers.get(REFRESH_HEADER) == "1"


def short_lived_404() -> HttpResponse:
    """Return a 404 response that replaces a cached copy which may no longer be stored.

    A cache leaves the old copy in place when the new response must not be stored, so a page that
    has become private would still be served. This response can be stored, and expires after a
    second.
    """
    response = HttpResponse(status=404)
    response["Cache-Control"] = ONE_SECOND
    return response
