"""Throttling of sign-in: what failures are counted by, and the limits (docs/decisions/0029).

A browser in which a user has signed in before is known: its failures are counted by its number,
separately from all others, so that nobody locks the user out there. Its cookie has that number and,
for each such user, a digest of their e-mail address, all signed. It does not authenticate.
"""

import ipaddress
import secrets
from collections.abc import Callable
from hashlib import sha256

from allauth.core import ratelimit
from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _

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
            number, people = read_cookie(request)
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
    number, people = read_cookie(request)
    return number if digest(email) in people else ""


def read_cookie(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the number of a browser and the digests of its users; '' and [] without the cookie."""
    try:
        number, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return "", []
    return number, people


def digest(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:24]


TOO_MANY_CODES = _(
    "Too many wrong codes. Please wait five minutes, then try again. A passkey lets you in at "
    "once. If you are still refused, tell whoever runs the portal."
)
MAX_NAME_LENGTH = 200  # axes stores it in a column of 255 characters, with the number of a browser


def account_key(request: HttpRequest, credentials: dict | None = None) -> str | None:
    """Return the key of an account: its e-mail address, with the number of a browser that knows it.

    allauth passes the address as `email`, axes itself (after a sign-in) as the model's
    USERNAME_FIELD, which is the same. In lower case, or each spelling would be an account with ten
    attempts of its own.
    """
    email = email_of(request, credentials)
    if not email:
        return None
    name = email if len(email) <= MAX_NAME_LENGTH else sha256(email.encode()).hexdigest()
    number = browser_number(request, email)
    return f"{name} {number}" if number else name


def email_of(request: HttpRequest, credentials: dict | None) -> str:
    return ((credentials or {}).get("email") or request.POST.get("login") or "").strip().lower()


def client_network(request: HttpRequest) -> str:
    """Return the IP address of a request; for IPv6 the network, since one house has a whole one."""
    address = ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104
    address = getattr(address, "ipv4_mapped", None) or address
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def lockout_parameters(request: HttpRequest, credentials: dict | None = None) -> list:
    """Return the parameters by which axes counts failures: in a known browser, its own only."""
    if browser_number(request, email_of(request, credentials)):
        return ["username"]
    return [["username", "ip_address"], "username", "ip_address"]


class LockoutHandler(AxesDatabaseHandler):
    """Locks account and address together after few failures, and either of them after many.

    So a user cannot lock out a colleague at the office's single address, and a thousand machines do
    not have a thousand times as many attempts.
    """

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Return AXES_FAILURE_LIMIT or more when one of the counts has reached its own limit."""
        few, *many = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        reached = any(count >= settings.PORTAL_FAILURES_OF_STRANGERS for count in many)
        return max(few, settings.AXES_FAILURE_LIMIT if reached else 0)


def count_code_attempt(request: HttpRequest, user: User) -> Callable[[], None]:
    """Count an attempt with a code of the second factor; return a function that resets the count.

    Raises ValidationError after too many. As with passwords, a known browser has attempts of its
    own, so that an attacker who has learnt the password cannot lock out the owner with wrong codes.
    """
    number = browser_number(request, user.email)
    counts = {"second_factor": f"{user.pk} {number or client_network(request)}"}
    if not number:
        counts["second_factor_of_strangers"] = str(user.pk)
    for action, key in counts.items():
        if not ratelimit.consume(request, action=action, key=key):
            raise ValidationError(TOO_MANY_CODES, code="too_many_login_attempts")

    def forget() -> None:
        for action, key in counts.items():
            ratelimit.clear(request, action=action, key=key)

    return forget
