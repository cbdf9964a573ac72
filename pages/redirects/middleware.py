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
from .paths import requested_paths


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Replaces Wagtail's, which finds a path only in the exact encoding and case.

    Spaces, accents and capitals match in every spelling. Of two redirects from one path, that of
    the site wins; Wagtail's raises an error for two that are both for all sites.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        found = find_redirect(request)
        if found is None or found.link is None:
            return response
        answer = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        return answer(found.link)


def find_redirect(request: HttpRequest) -> Redirect | None:
    """Return the redirect of a path: an exact match before one that differs in case."""
    paths = requested_paths(request.get_full_path())
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
