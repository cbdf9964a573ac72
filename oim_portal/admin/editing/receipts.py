"""Receipts: cookies that tell the browser which of its copies of a form has been saved.

A form names its copy (static/editing/unsaved_text.js). A success message would not do: signing in
shows one too, and so does an action of a form whose text was refused.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from wagtail.models.audit_log import BaseLogEntry

from oim_portal.web.url_prefixes import ADMIN
from pages.revisions import KEPT

from .stale_values import KEPT_VALUES

FIELD = "unsaved_text_copy"
COOKIE = "saved-text-"  # with the id of the copy; known to static/editing/copies.js
COPY = re.compile(r"[0-9a-f]{32}")
LASTS = 24 * 60 * 60  # seconds: the next page of the admin reads it
#: Log actions of a text that is in the database now, as the object or as a stored conflict.
SAVED = {"wagtail.create", "wagtail.edit", "wagtail.revert", KEPT, KEPT_VALUES}

saves: ContextVar[list[str]] = ContextVar("saves")


@receiver(post_save, dispatch_uid="unsaved_text.receipts")
def record_save(sender: type, instance: object, created: bool, **kwargs) -> None:
    if created and isinstance(instance, BaseLogEntry) and instance.action in SAVED:
        noted = saves.get(None)
        if noted is not None:
            noted.append(instance.action)


class ReceiptMiddleware:
    """Set the receipt of the copy that a form names, once its text has been saved.

    Forms that come back with errors are answered by 200, and their copies stay.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        noted: list[str] = []
        token = saves.set(noted)
        try:
            response = self.get_response(request)
        finally:
            saves.reset(token)
        if noted and 300 <= response.status_code < 400:
            copy = request.POST.get(FIELD, "")
            if COPY.fullmatch(copy):
                secure = settings.SESSION_COOKIE_SECURE
                response.set_cookie(
                    f"{COOKIE}{copy}", "1", LASTS, path=ADMIN, secure=secure, samesite="Strict"
                )
        return response
