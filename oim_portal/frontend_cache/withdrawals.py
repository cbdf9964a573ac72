"""Withdrawals: purge every cached copy of withdrawn content before the request is answered.

The URLs that show an object are purged as soon as its change is committed, within the request that
withdrew it, for five seconds at most. They are also enqueued as a task, which the worker runs
before all others: it purges those that failed or were lost in a crash, and content that is
withdrawn outside of a request, such as by the scheduler.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, override

from oim_portal.operations import health
from oim_portal.web.purge_client import LIMIT, refresh_all

from . import tasks

logger = logging.getLogger(__name__)

#: URLs of content withdrawn during the current request; None outside of one.
_withdrawn: ContextVar[dict[str, None] | None] = ContextVar("withdrawn", default=None)


def purge_withdrawn(urls: list[str]) -> None:
    """Purge URLs before the current request is answered; outside of one, by the worker at once."""
    if not urls:
        return
    withdrawn = _withdrawn.get()
    try:
        with transaction.atomic():
            # The request itself purges first.
            tasks.enqueue_purge(urls, pause=tasks.NOW if withdrawn is None else tasks.IN_REQUEST)
            tasks.enqueue_refresh(urls)
    except Exception:  # a withdrawal never fails because of the cache
        logger.exception("The worker will not purge %d addresses.", len(urls))
    if withdrawn is not None:
        found = dict.fromkeys(urls)
        transaction.on_commit(lambda: withdrawn.update(found), robust=True)


class WithdrawalMiddleware:
    """Purge content withdrawn by a request before it is answered; warn the user if that fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        withdrawn: dict[str, None] = {}
        token = _withdrawn.set(withdrawn)
        try:
            response = self.get_response(request)
        finally:
            _withdrawn.reset(token)
        if withdrawn and not purged(list(withdrawn)):
            tell_person(request)
        return response


def purged(urls: list[str]) -> bool:
    """Purge URLs within the time that a user may wait; return whether all were purged."""
    try:
        left = refresh_all(urls, LIMIT)
        if left:
            health.record("withdrawals", ok=False, detail=str(len(left)))
    except Exception:  # the change itself is committed
        logger.exception("What was withdrawn could not be purged.")
        return False
    return not left


def tell_person(request: HttpRequest) -> None:
    """Warn the user, in the next view, that a copy may still be seen.

    Middleware runs outside of the admin's language, so it is activated here.
    """
    with override(getattr(request.user, "language", settings.LANGUAGE_CODE)):
        text = _(
            "Done. The server's former copy takes longer than usual to be deleted: it is "
            "outstanding, and may be seen until then."
        )
    messages.warning(request, text, fail_silently=True)
