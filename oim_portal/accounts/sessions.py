"""Expiry of sessions: after inactivity, and after a working day at most.

Both limits are one date in the session store, so an expired session is invalid for all code that
reads it, not only for this module.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import ADMIN, is_staff_url

from .models import User

ENDS = "session_ends_at"
SEEN = "session_seen_at"
# Wagtail's editor polls this URL every few seconds: an open window is not activity.
UNATTENDED = f"{ADMIN}editing-sessions/"
# The session is written at most once a minute.
PRECISION = timedelta(minutes=1)


@receiver(user_logged_in)
def start(sender: type, request: HttpRequest, **kwargs) -> None:
    request.session[ENDS] = (timezone.now() + settings.PORTAL_SESSION_LIMIT).isoformat()


class SessionLimitsMiddleware(MiddlewareMixin):
    """Extend the session at requests for staff pages, but never beyond its absolute limit.

    Public pages and the requests that an open editor sends by itself extend nothing.
    """

    def process_request(self, request: HttpRequest) -> None:
        attended = is_staff_url(request) and not request.path_info.startswith(UNATTENDED)
        if attended and request.user.is_authenticated:
            extend(request)


def extend(request: HttpRequest) -> None:
    """Let the session expire after another SESSION_COOKIE_AGE, at its absolute limit at most."""
    session, now = request.session, timezone.now()
    if SEEN in session and now - datetime.fromisoformat(session[SEEN]) < PRECISION:
        return
    if ENDS not in session:
        start(User, request)
    session[SEEN] = now.isoformat()
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    session.set_expiry(min(now + idle, datetime.fromisoformat(session[ENDS])))


def end_sessions(*people: User) -> None:
    """Sign users out everywhere: their sessions no longer match the hash of their account."""
    User.objects.filter(pk__in=[person.pk for person in people]).update(
        sign_in_epoch=F("sign_in_epoch") + 1
    )
    for person in people:
        person.refresh_from_db(fields=["sign_in_epoch"])
