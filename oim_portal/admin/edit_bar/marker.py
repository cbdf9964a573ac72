"""Cookie that tells public pages to request the edit bar. It grants no access, names no person."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from oim_portal.web.url_prefixes import is_staff_url

MARKER = "portal-staff"  # known to static/edit_bar/staff-bar.js


class StaffMarkerMiddleware:
    """Set the cookie for users who may enter the admin, and delete it once they are signed out.

    Only on staff URLs: a public page neither looks at the session nor sets a cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_staff_url(request):
            return response
        is_marked = MARKER in request.COOKIES
        if not request.user.is_authenticated:
            if is_marked:
                response.delete_cookie(MARKER)
        elif not is_marked and request.user.has_perm("wagtailadmin.access_admin"):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(MARKER, "1", secure=secure, samesite="Lax")
        return response
