"""Redirect middleware that matches any spelling of a path."""

from urllib.parse import unquote

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware

from ..page_views import pages_at
from .addresses import moved_address
from .lookup import find_redirect


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Replaces Wagtail's, which finds a path only in the exact encoding and case.

    Spaces, accents and capitals match in every spelling. Of two redirects from one path, that of
    the site wins; Wagtail's raises an error for two that are both for all sites. A redirect to a
    page keeps the query, and holds for the views and the addresses of a listing below the page too
    (pages/page_views.py, `pages.addresses`).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        path, mark, query = request.get_full_path().partition("?")
        found, name = find_redirect(request, path + mark + query), ""
        if found is None and is_below_no_page(request):
            name = path.rpartition("/")[2]
            found = find_redirect(request, path.removesuffix(name))
        if found is None and (url := moved_address(request)) and unquote(url) != request.path:
            return HttpResponsePermanentRedirect(url + mark + query)
        if found is None or not found.link or (name and not found.redirect_page):
            return response
        url, *fragment = found.link.partition("#")
        if found.redirect_page:
            url += name + (mark + query if "?" not in found.old_path else "")
        answer = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        return answer(url + "".join(fragment))


def is_below_no_page(request: HttpRequest) -> bool:
    """Return whether a view below a page was asked for at a path that no public page has."""
    match = request.resolver_match
    place = match.kwargs.get("place") if match else None
    return place is not None and not pages_at(request, place).exists()
