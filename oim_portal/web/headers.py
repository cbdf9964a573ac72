"""Security headers of every response: Content-Security-Policy, framing, referrer, permissions.

Public pages start from `default-src 'none'` and allow no inline script or style. The admin and its
previews need more; see the policies below.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from .url_prefixes import ADMIN

PUBLIC_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    # The PLAYERS of pages/blocks/video.py, loaded only after a visitor's click
    # (templates/blocks/video.html).
    "frame-src": "https://www.youtube-nocookie.com https://player.vimeo.com",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}

# For frames of other sites (pages/page_views.py): nothing that a visitor could be misled into.
FRAMED_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "font-src": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "*",
    "img-src": "'self'",
    "style-src": "'self'",
}

# No inline script here either: see oim_portal/wagtail_compat.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    # The preview panel frames other pages of the admin, and those frame video players.
    "frame-ancestors": "'self'",
    "frame-src": f"'self' {PUBLIC_POLICY['frame-src']}",
    # A picture is previewed before it is uploaded.
    "img-src": "'self' data: blob:",
    # The rich text editor inserts style elements while its user writes.
    "style-src-attr": "'none'",
    "style-src-elem": "'self' 'unsafe-inline'",
}

# Static files load nothing; a long header of each would weigh more than some of them.
FILE_POLICY = "default-src 'none'"

OTHER_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
}


def policy_text(policy: dict[str, str]) -> str:
    """Return a policy as the value of its header."""
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


class SecurityHeadersMiddleware(MiddlewareMixin):
    """Add the headers above to every response that does not set its own.

    Stands before the middleware that produces responses of its own: static files of WhiteNoise,
    refusals and redirects need the headers too.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_found = response.status_code < 400
        if request.path_info.startswith(settings.STATIC_URL) and is_found:
            response.headers.setdefault("Content-Security-Policy", FILE_POLICY)
        elif request.path_info.startswith(ADMIN):
            # A preview has passed all middleware as the public page that it shows, whose policy
            # would forbid the editor's frame.
            response.headers["Content-Security-Policy"] = policy_text(ADMIN_POLICY)
        else:
            response.headers.setdefault("Content-Security-Policy", policy_text(PUBLIC_POLICY))
        for name, value in OTHER_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
