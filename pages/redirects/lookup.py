"""Which redirect a path has."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from ..models.published import is_published
from .receivers import requested_paths


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
