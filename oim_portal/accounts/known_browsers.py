"""Known browsers: those in which a user has signed in before, and is not locked out by others.

A cookie of the account pages has a random number and, for each user who has signed in there, a
digest of their e-mail address, all signed. It does not authenticate: failures in such a browser are
counted by its number, separately from all others (docs/decisions/0029).
"""

import secrets

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import ACCOUNT, is_staff_url

from .models import User

COOKIE = "known_browser"
SALT = "oim_portal.accounts.known_browsers"
MAX_AGE = 365 * 24 * 3600  # seconds since the last sign-in
MAX_USERS = 10  # per browser; the user with the oldest sign-in is dropped
SIGNED_IN = "_signed_in_as"


@receiver(user_logged_in, dispatch_uid="known_browsers")
def remember_user(sender: type, request: HttpRequest, user: User, **kwargs) -> None:
    """Remember the user who has signed in, with all factors, for the cookie of the response."""
    setattr(request, SIGNED_IN, user.email)


class KnownBrowserMiddleware(MiddlewareMixin):
    """Set the cookie in a browser in which a user has just signed in."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        email = getattr(request, SIGNED_IN, None)
        if email is not None and is_staff_url(request):
            number, people = read(request)
            new = digest(email)
            others = [each for each in people if each != new]
            value = [number or secrets.token_hex(8), [new, *others][:MAX_USERS]]
            response.set_cookie(
                COOKIE,
                signing.dumps(value, salt=SALT),
                MAX_AGE,
                path=ACCOUNT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def browser_number(request: HttpRequest, email: str) -> str:
    """Return the number of the browser if this user has signed in there before, else ''."""
    number, people = read(request)
    return number if digest(email) in people else ""


def read(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the number of a browser and the digests of its users; '' and [] without the cookie."""
    try:
        number, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return "", []
    return number, people


def digest(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:24]
