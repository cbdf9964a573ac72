"""Responses to the editor's scripts: whether the session has ended, and who is signed in now."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oim_portal.accounts.second_factor import must_show_factor
from oim_portal.web.url_prefixes import ADMIN

from .receipts import COPY, arrived

ENDED = "session_ended"  # known to static/editing/unsaved_text.js
MOST_COPIES = 100


class EndedSessionMiddleware(MiddlewareMixin):
    """Answer scripts of the admin in JSON when the session has ended.

    Wagtail redirects them to the sign-in page, which an autosave takes for a server error.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        wants_json = request.path_info.startswith(ADMIN) and not request.accepts("text/html")
        if wants_json and (not request.user.is_authenticated or must_show_factor(request)):
            message = _("Your session has ended.")
            error = {"success": False, "error_code": ENDED, "error_message": message}
            return JsonResponse(error, status=403)
        return None


@require_safe
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Return the signed-in user, a CSRF token for forms opened in an earlier session, and receipts.

    The receipts are those of the browser's copies that the query names.
    """
    copies = list(filter(COPY.fullmatch, request.GET.getlist("copy")))[:MOST_COPIES]
    return JsonResponse(
        {
            "person": str(request.user.pk),
            "token": get_token(request),
            "arrived": sorted(set(arrived(copies, request.user))) if copies else [],
        }
    )
