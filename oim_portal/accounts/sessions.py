"""Sessions: expiry after inactivity and after a working day, and revocation.

Both limits are one date in the session store, so an expired session is invalid for all code that
reads it, not only for this module. A new role, address or state of the account revokes all of its
sessions, as a new password does, with which Django signs them; and the former address is notified
of a new one, whichever code has changed it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import F
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from oim_portal.web.url_prefixes import ADMIN, is_staff_url

from .mails import notify_of_new_address
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


# Fields whose change requires a new sign-in.
SENSITIVE = ("email", "is_active", "is_superuser")


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def end_sessions_on_role_change(
    sender: type, instance, action: str, reverse: bool, pk_set: set[int] | None, **kwargs
) -> None:
    """End the sessions of all users who gain or lose a group or a permission."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not reverse:
        people: Iterable[User] = [instance]
    elif action == "pre_clear":
        people = instance.user_set.all()
    else:
        people = User.objects.filter(pk__in=pk_set)
    end_sessions(*people)


@receiver(pre_save, sender=User)
def end_sessions_on_account_change(sender: type, instance: User, **kwargs) -> None:
    """End the sessions of a user whose address or state changes."""
    before = User.objects.filter(pk=instance.pk).values(*SENSITIVE).first()
    if before and any(before[name] != getattr(instance, name) for name in SENSITIVE):
        end_sessions(instance)
    instance.email_before = before and before["email"]


@receiver(post_save, sender=User)
def notify_former_address(
    sender: type, instance: User, created: bool, update_fields: frozenset[str] | None, **kwargs
) -> None:
    """Notify the former address of an account of the new one, and of what to do about it."""
    before = instance.__dict__.pop("email_before", None)
    is_saved = update_fields is None or "email" in update_fields
    if not created and is_saved and before and before != instance.email:
        notify_of_new_address(instance, before)
