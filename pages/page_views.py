"""Views below the URL of a page that show it too: its citation as a file, itself in a frame."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from oim_portal.web import expiry
from oim_portal.web.headers import FRAMED_POLICY, policy_text

from .citations import WRITERS, citation_of
from .filters import preserved_query
from .metadata.urls import canonical_url
from .models import BasePage
from .models.published import PortalPageQuerySet
from .sensitive import is_sensitive
from .site_cache import site_cache
from .site_names import site_name
from .unusable import usable


def pages_at(request: HttpRequest, place: str) -> PortalPageQuerySet:
    """Return the published page at a path, which has no language and no slashes at its ends."""
    site = Site.find_for_request(request)
    found = BasePage.objects.published()
    return found.filter(url_path=f"{site.root_page.url_path}{place}/") if site else found.none()


def page_or_404(request: HttpRequest, place: str) -> BasePage:
    """Return the public page at a path as its type; of a sensitive one nothing is passed on."""
    site_cache(request)
    page = pages_at(request, place).public().first()
    if page is None or is_sensitive(request, page) or not usable([page := page.specific]):
        raise Http404
    return page


@require_safe
def citation_file(request: HttpRequest, place: str, form: str) -> HttpResponse:
    """Serve the citation of a page as a file; 404 if its type is not cited.

    The file names the day in Ecuador on which it is asked for, and is cached until midnight.
    """
    citation = citation_of(request, page_or_404(request, place))
    if citation is None:
        raise Http404
    write, media_type = WRITERS[form]
    text = write(citation, expiry.today())
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{citation.slug}.{form}")
    return response


@xframe_options_exempt
@require_safe
def framed(request: HttpRequest, place: str) -> HttpResponse:
    """Serve a page for the frames of other sites; 404 if it may not be framed.

    The only response that may be framed: it has no script, no form, and reads no cookie.
    """
    page = page_or_404(request, place)
    embed = page.embed_for(request)
    if embed is None:
        raise Http404
    url = canonical_url(request, page)
    context = page.get_context(request) | {
        "url": url,
        "portal_url": url + preserved_query(request),
        "site_name": site_name(request),
    }
    response = render(request, embed.template, context)
    response["Content-Security-Policy"] = policy_text(FRAMED_POLICY)
    return response
