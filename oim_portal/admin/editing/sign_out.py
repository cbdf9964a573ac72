"""Removing the browser's copies at sign-out: the next user may sit at the same computer.

Only the copies of the user who signs out: a colleague whose session ended there finds theirs again.
"""

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import ACCOUNT

MARK = "_signed_out"
COOKIE = "signed_out"  # known to static/editing/sign_in.js and account/login.html
LASTS = 7 * 24 * 60 * 60  # seconds: no copy lasts longer


@receiver(user_logged_out, dispatch_uid="unsaved_text.sign_out")
def mark_request(sender, request: HttpRequest | None, user, **kwargs) -> None:
    if request is not None and user is not None:
        setattr(request, MARK, user.pk)


class SignOutMiddleware(MiddlewareMixin):
    """Name the user who has signed out to the sign-in page, whose script removes their copies.

    A session that merely expired is not a sign-out: its text can be recovered.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        person = getattr(request, MARK, None)
        if person is not None:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(
                COOKIE, person, LASTS, path=ACCOUNT, secure=secure, samesite="Strict"
            )
        return response
