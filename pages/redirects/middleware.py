"""Redirect middleware that matches any spelling of a path."""

from django.db.models import Q
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from ..models.published import is_published
from ..page_views import pages_at
from .paths import requested_paths


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Replaces Wagtail's, which finds a path only in the exact encoding and case.

    Spaces, accents and capitals match in every spelling. Of two redirects from one path, that of
    the site wins; Wagtail's raises an error for two that are both for all sites. A redirect to a
    page keeps the query, and holds for the views below the page too (pages/page_views.py).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        path, mark, query = request.get_full_path().partition("?")
        found, name = find_redirect(request, path + mark + query), ""
        if found is None and is_below_no_page(request):
            name = path.rpartition("/")[2]
            found = find_redirect(request, path.removesuffix(name))
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


def find_redirect(request: HttpRequest, full_path: str) -> Redirect | None:
    """Return the redirect of a path: an exact match before one that differs in case."""
    paths = requested_paths(full_path)
    if not paths:
        return None
    redirects = Redirect.get_for_site(Site.find_for_request(request)).select_related(
        "redirect_page"
    )
    alike = Q.create([("old_path__iexact", path) for path in paths], connector=Q.OR)
    # A redirect to an unpublished page would reveal its latest slug and end in a 404.
    leads_on = Q(redirect_page=None) | is_published("redirect_page__")
    found = redirects.filter(alike).filter(leads_on)

    def distance(each: Redirect) -> tuple[int, bool]:
        is_exact = each.old_path in paths
        return (paths.index(each.old_path) if is_exact else len(paths), each.site_id is None)

    return min(found, key=distance, default=None)
