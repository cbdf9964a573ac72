"""View of the calendar files: an activity, or all to come."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from pages.page_views import page_or_404

from .calendar_files import calendar_of


@require_safe
def calendar_file(request: HttpRequest, place: str, name: str) -> HttpResponse:
    """Serve the calendar file of the public page at a path; 404 if its type has none of the name.

    The file of a list is the same while it is empty: who has subscribed to it is told of no error.
    """
    page = page_or_404(request, place)
    if name not in page.views_below:
        raise Http404
    body = calendar_of(page, page.in_calendar(), request)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{page.slug}.ics")
    return response
