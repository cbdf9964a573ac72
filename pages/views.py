"""What is not a page of the tree: the choice of a language, error pages, robots.txt."""

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views

from .contract import purged_with_pages
from .languages import language_codes
from .site_cache import site_cache

# Its lines are limited in number by the settings (oim_portal/settings/logging.py).
logger = logging.getLogger("pages.unavailable")

# What Django raises when the database does not answer, or not in time. All of it passes.
DATABASE_IS_GONE = (OperationalError, InterfaceError)
RETRY_AFTER = 30  # seconds


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send a visitor of `/` to the front page in the language that their browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "private, no-store"
    return response


@purged_with_pages
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the sitemap is, and that the doors of staff are not for them."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cuenta/",
        f"Sitemap: {settings.PORTAL_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, with the site that all requests share."""
    site_cache(request)
    return wagtail_views.serve(request, path)


def language_of(request: HttpRequest) -> str:
    """Return the language that the address names, else the one that the browser prefers."""
    first = request.path_info.strip("/").split("/")[0]
    return first if first in language_codes() else get_language_from_request(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without a valid token, most often one that was open for too long."""
    return error_page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    with override(language_of(request)):
        return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    if isinstance(error, DATABASE_IS_GONE):
        return unavailable(request, error)
    return error_page(request, "500.html", 500)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that the portal will be back soon; browsers and crawlers are told when to ask again.

    The log is told why, in words that do not differ from request to request, so that one line
    stands for all: neither the address nor the name of a file.
    """
    reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
    logger.warning("Out of reach (503), %s: %s", type(error).__name__, reason)
    response = error_page(request, "503.html", 503, filtered=has_filters(request))
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def has_filters(request: HttpRequest) -> bool:
    """Say whether a cache may hold the same page without a query: searches are never stored."""
    with override(language_of(request)):
        start, searches = reverse("wagtail_serve", args=[""]), reverse("search")
    path = request.path_info
    is_page = path.startswith(start) and not path.startswith(searches)
    return is_page and bool(request.META.get("QUERY_STRING"))


def error_page(request: HttpRequest, template: str, status: int, **context) -> HttpResponse:
    """Render an error page that needs no database, for it may be the database that failed."""
    language = language_of(request)
    with override(language):
        text = render_to_string(template, {"language": language, **context})
    return HttpResponse(text, status=status)
