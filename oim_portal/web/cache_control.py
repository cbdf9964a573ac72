"""Middleware that sets `Cache-Control`, and the response to a cache's request after a purge."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import expiry
from .cache_policy import LEAVES_NO_TRACE, cache_control, is_cacheable

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
