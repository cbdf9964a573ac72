"""Browser copies of unsaved text: receipts, ended sessions, and their removal at sign-out.

A form names the copy of its text (static/editing/unsaved_text.js), and the log entry of what it
saved holds that name: a browser that lost the response can still ask. A success message would not
do: signing in shows one too, and so does an action of a form whose text was refused.

At sign-out the copies of that user go, since the next one may sit at the same computer: a colleague
whose session ended there finds theirs again.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry
from wagtail.models.audit_log import BaseLogEntry

from oim_portal.accounts.second_factor import must_show_factor
from oim_portal.web.url_prefixes import ACCOUNT, ADMIN
from pages.models.saving import KEPT

from ..stale_forms import KEPT_VALUES

FIELD = "unsaved_text_copy"  # of forms, of log entries, and of responses to autosaves
COPY = re.compile(r"[0-9a-f]{32}")
#: Log actions of a text that is in the database now, as the object or as a stored conflict.
SAVED = {"wagtail.create", "wagtail.edit", "wagtail.revert", KEPT, KEPT_VALUES}

#: The copy that the current request names, then whether it has been saved.
named: ContextVar[dict[str, bool] | None] = ContextVar("named", default=None)


@receiver(pre_save, dispatch_uid="unsaved_text.receipts")
def note_copy(sender: type, instance: object, **kwargs) -> None:
    copies = named.get()
    if copies and isinstance(instance, BaseLogEntry) and instance.action in SAVED:
        (copy,) = copies
        copies[copy] = True
        instance.data = {**(instance.data or {}), FIELD: copy}


def arrived(copies: Iterable[str], user) -> Iterator[str]:
    """Yield those of a browser's copies whose text the user has saved."""
    for model in registry.get_log_entry_models():
        entries = model.objects.filter(user=user, **{f"data__{FIELD}__in": list(copies)})
        yield from entries.values_list(f"data__{FIELD}", flat=True)


class ReceiptMiddleware:
    """Note which copy a form names, and name it in the response to an autosave that saved it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        copy = request.POST.get(FIELD, "")
        if not COPY.fullmatch(copy):
            return self.get_response(request)
        copies = {copy: False}
        token = named.set(copies)
        try:
            response = self.get_response(request)
        finally:
            named.reset(token)
        if copies[copy] and isinstance(response, JsonResponse):
            response.content = json.dumps(json.loads(response.content) | {FIELD: copy})
        return response


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
