"""Views outside the page tree: choice of language, robots.txt, error pages, and `serve`."""

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views

from oim_portal.web.tokens import of_the_portal

from .contract import purged_with_pages
from .frame import kept
from .languages import language_codes
from .site_cache import site_cache
from .site_names import site_name

# The settings limit how often it logs (oim_portal/settings/logging.py).
logger = logging.getLogger("pages.unavailable")

# Raised when the database does not answer, or not in time. All of these are temporary.
DATABASE_UNAVAILABLE = (OperationalError, InterfaceError)
RETRY_AFTER = 30  # seconds


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Redirect `/` to the front page in the language that the browser prefers."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "private, no-store"
    return response


@purged_with_pages
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Serve robots.txt: the sitemap, and no crawling of admin and sign-in."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cuenta/",
        f"Sitemap: {settings.PORTAL_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@purged_with_pages
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Serve what a telephone shows when somebody puts the site beside their apps."""
    colours = of_the_portal()["light"]
    picture = {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"}
    with override(settings.LANGUAGE_CODE):
        name = site_name(request)
    values = {
        "name": name,
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "display": "browser",
        "background_color": colours["--paper"],
        "theme_color": colours["--band"],
        "icons": [picture],
    }
    return JsonResponse(values, content_type="application/manifest+json")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page through Wagtail's view, with the site from the site cache."""
    site_cache(request)
    return wagtail_views.serve(request, path)


def language_of(request: HttpRequest) -> str:
    """Return the language of the URL, else the one that the browser prefers."""
    first = request.path_info.strip("/").split("/")[0]
    return first if first in language_codes() else get_language_from_request(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "400.html", 400)


def forbidden(
    request: HttpRequest, exception: Exception | None = None, reason: str = ""
) -> HttpResponse:
    """Return the 403 page, also for a form without a valid CSRF token (`CSRF_FAILURE_VIEW`)."""
    return error_page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    with override(language_of(request)):
        return render(request, "404.html", {"has_own_search": True}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    if isinstance(error, DATABASE_UNAVAILABLE):
        return unavailable(request, error)
    return error_page(request, "500.html", 500)


def unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the 503 page, with Retry-After for browsers and crawlers.

    The log line is the same for all requests, without URL and file name, so that one line stands
    for all of them.
    """
    reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
    logger.warning("Out of reach (503), %s: %s", type(error).__name__, reason)
    frame = kept(language_of(request))
    response = error_page(request, "503.html", 503, filtered=has_filters(request), frame=frame)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def has_filters(request: HttpRequest) -> bool:
    """Return whether a cache may hold the page without its query; searches are not cached."""
    with override(language_of(request)):
        start, searches = reverse("wagtail_serve", args=[""]), reverse("search")
    path = request.path_info
    is_page = path.startswith(start) and not path.startswith(searches)
    return is_page and bool(request.META.get("QUERY_STRING"))


def error_page(request: HttpRequest, template: str, status: int, **context) -> HttpResponse:
    """Render an error page without the database, which may be what failed."""
    language = language_of(request)
    with override(language):
        text = render_to_string(template, {"language": language, **context})
    return HttpResponse(text, status=status)
