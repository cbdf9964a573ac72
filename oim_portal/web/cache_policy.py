"""Values of `Cache-Control` for responses whose view sets none (docs/decisions/0015)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .expiry import Lifetime
from .url_prefixes import for_staff

NOBODY = "no-store"
ONE_PERSON = "private, no-store"
# Revalidated each time: there are more URLs with a query than a cache can hold or purge.
ASK_EACH_TIME = "no-cache"

FRESH = 10  # seconds; then a cache revalidates, and may serve its copy meanwhile
WEEK = 7 * 24 * 3600
# Browsers apply `stale-while-revalidate` too. A cache of our own removes it for them.
STALE_IN_BROWSERS = 30
PAGES = {200, 304}
NOT_THERE = {301, 302, 303, 307, 308, 404, 410}


def cache_control(request: HttpRequest, response: HttpResponse, lifetime: Lifetime) -> str:
    """Return the value of the header for a response whose view has not set one."""
    status = response.status_code
    if status not in PAGES | NOT_THERE:
        return NOBODY
    if is_for_one_person(request, response):
        return ONE_PERSON
    if request.META.get("QUERY_STRING"):
        return ASK_EACH_TIME
    if status in NOT_THERE:
        return f"public, max-age=0, s-maxage={FRESH}"
    week = lifetime.seconds_left(WEEK)
    while_asking = week if settings.PORTAL_CACHE_URL else lifetime.seconds_left(STALE_IN_BROWSERS)
    # Freshness and the stale periods after it both end when the content expires.
    fresh = lifetime.seconds_left(FRESH)
    return (
        f"public, max-age=0, s-maxage={fresh}, "
        f"stale-while-revalidate={max(0, while_asking - fresh)}, "
        f"stale-if-error={max(0, week - fresh)}"
    )


def is_for_one_person(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the response may depend on the user, or sets a cookie."""
    return (
        request.method not in ("GET", "HEAD")
        or for_staff(request)
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or bool(response.cookies)
        or "cookie" in response.get("Vary", "").lower()
    )


def may_be_stored(response: HttpResponse) -> bool:
    """Return whether a shared cache may store the response."""
    return response.get("Cache-Control", "").startswith("public") and not response.cookies
