"""Cookie that tells public pages to request the edit bar. It grants no access, names no person."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import is_staff_url

MARKER = "portal-staff"  # known to static/js/portal.js


class StaffMarkerMiddleware(MiddlewareMixin):
    """Set the cookie for users who may enter the admin, and delete it once they are signed out.

    Only on staff URLs: a public page neither looks at the session nor sets a cookie.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
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
