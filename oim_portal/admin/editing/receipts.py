"""Receipts: which of a browser's copies of unsaved text has been saved, by whatever form.

A form names the copy of its text (static/editing/unsaved_text.js), and the log entry of what it
saved holds that name: a browser that lost the response can still ask. A success message would not
do: signing in shows one too, and so does an action of a form whose text was refused.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.log_actions import registry
from wagtail.models.audit_log import BaseLogEntry

from oim_portal.web.url_prefixes import ADMIN
from pages.revisions import KEPT

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
