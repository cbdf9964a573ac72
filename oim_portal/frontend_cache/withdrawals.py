"""What is withdrawn: no copy of it is left when the person who withdrew it is answered.

    withdraw(page)  # in the transaction that withdraws it, while its addresses still lead to it

The addresses that use a thing are purged as soon as its change is committed, within the request
that withdrew it, for five seconds at most. They are noted as a task of the worker besides, which
goes before all its other work: it purges what has failed, what the machine died with, and what is
withdrawn without a request, such as by a schedule.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from oim_portal.operations import health
from oim_portal.web.purge_client import LIMIT, refresh_all

from . import tasks
from .cached_urls import addresses_with, collected

logger = logging.getLogger(__name__)

#: Addresses of what was withdrawn while a request is answered; None outside of one.
_withdrawn: ContextVar[dict[str, None] | None] = ContextVar("withdrawn", default=None)


def withdraw(thing: Model) -> None:
    """Have every copy purged that shows a page, picture or document. Never raises."""
    if settings.PORTAL_CACHE_URL:
        purge_withdrawn(collected(addresses_with([thing])))


def purge_withdrawn(addresses: list[str]) -> None:
    """Have addresses purged before the person at work is answered, else by the worker at once."""
    if not addresses:
        return
    withdrawn = _withdrawn.get()
    try:
        with transaction.atomic():
            # A request has its own time first.
            tasks.owe(addresses, pause=tasks.NOW if withdrawn is None else tasks.IN_REQUEST)
            tasks.note(addresses)
    except Exception:  # a withdrawal never fails because of the cache
        logger.exception("The worker will not purge %d addresses.", len(addresses))
    if withdrawn is not None:
        found = dict.fromkeys(addresses)
        transaction.on_commit(lambda: withdrawn.update(found), robust=True)


class WithdrawalMiddleware:
    """Purge what a request has withdrawn before it is answered, and say so where that failed."""

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


def purged(addresses: list[str]) -> bool:
    """Purge addresses for as long as a person may wait; say whether none of them is left."""
    try:
        left = refresh_all(addresses, LIMIT)
        if left:
            health.record("withdrawals", ok=False, detail=str(len(left)))
    except Exception:  # the change itself is made
        logger.exception("What was withdrawn could not be purged.")
        return False
    return not left


def tell_person(request: HttpRequest) -> None:
    """Say on the next screen that a copy may still be seen; the admin's language is over here."""
    with override(getattr(request.user, "language", settings.LANGUAGE_CODE)):
        text = _(
            "Done. The server's former copy takes longer than usual to be deleted: it is "
            "outstanding, and may be seen until then."
        )
    messages.warning(request, text, fail_silently=True)
