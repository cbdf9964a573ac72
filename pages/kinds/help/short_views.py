"""Views beside the tree: short addresses, their QR codes, and the contacts of a page as vCards."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from pages.models import BasePage

from . import addresses
from .lookups import public_help
from .vcard import vcards

Find = Callable[..., BasePage | None]


def found_or_404(find: Find, request: HttpRequest, **names: str) -> BasePage:
    page = find(request, **names)
    if page is None:
        raise Http404
    return page


@require_safe
def short_address(request: HttpRequest, find: Find, **names: str) -> HttpResponse:
    """Redirect to the page in the language that the browser prefers; 404 if it is not public."""
    page = found_or_404(find, request, **names)
    url = page.url_in(get_language_from_request(request), request)
    if url is None:
        raise Http404
    response = HttpResponseRedirect(url)
    patch_vary_headers(response, ["Accept-Language"])
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def qr_code(request: HttpRequest, find: Find, **names: str) -> HttpResponse:
    """Serve the QR code of a short address as an SVG file; 404 if its page is not public."""
    page = found_or_404(find, request, **names)
    picture = addresses.qr_code(page.short_url)
    response = download(picture, "image/svg+xml", f"qr-{page.slug}.svg")
    # It costs some work to draw, and holds nothing but an address.
    response["Cache-Control"] = "public, max-age=0, s-maxage=600"
    return response


@require_safe
def contact_cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the public contact points of a help page as vCards; 404 if there are none."""
    page = found_or_404(public_help, request, slug=slug)
    points = page.public_points()
    if not points:
        raise Http404
    return download(vcards(points, request).encode(), "text/vcard; charset=utf-8", "contactos.vcf")


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file that is made anew for each request: no cache is told when it changes."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
