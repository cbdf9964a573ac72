"""Views beside the contact page: vCards, and the button by which visitors say 'no answer'."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from pages.contract import purged_with_pages
from pages.site_cache import site_cache

from .contacts import found_points
from .models import ContactPoint, Unanswered
from .vcard import vcards

#: Anchor of the message that thanks for a report, before the slug of the point.
THANKS = "gracias-"
LONGEST_NUMBER = 12  # digits of a primary key


@require_safe
def contact_vcard(request: HttpRequest, point_id: int) -> HttpResponse:
    """Serve the vCard of a public contact point."""
    point = found_points().filter(pk=point_id).first()
    if point is None:
        raise Http404
    return vcard_response(request, [point], point.slug)


@purged_with_pages
@require_safe
def contacts_vcard(request: HttpRequest) -> HttpResponse:
    """Serve the vCards of all public contact points; 404 without any."""
    points = list(found_points())
    if not points:
        raise Http404
    return vcard_response(request, points, "contactos")


def vcard_response(request: HttpRequest, points: list[ContactPoint], name: str) -> HttpResponse:
    site_cache(request)
    response = HttpResponse(vcards(points, request), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.vcf")
    return response


@csrf_exempt
@require_POST
def no_answer(request: HttpRequest) -> HttpResponse:
    """Count that a public contact point did not answer, and lead back to it.

    The only form without a CSRF token: pages are cached, so that they hold none, and nothing but a
    number is stored. Browsers say instead where the form was sent from.
    """
    if not is_from_here(request):
        raise PermissionDenied
    site_cache(request)
    point = reported_point(request.POST.get("punto", ""))
    url = point and point.get_url(request)
    if not url:
        raise Http404
    Unanswered.add(point)
    page, _hash, slug = url.partition("#")
    response = HttpResponseRedirect(f"{page}#{THANKS}{slug}")
    response.status_code = 303
    return response


def reported_point(number: str) -> ContactPoint | None:
    """Return the public point with a key that a form sent."""
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return None
    return ContactPoint.objects.published().public().filter(pk=number).first()


def is_from_here(request: HttpRequest) -> bool:
    """Return whether a page of this site sent the form: scripts elsewhere cannot write the headers.

    Old browsers send no `Sec-Fetch-Site`; a form of a page without a referrer has no origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
