"""Scheduled publications that are refused at their hour: told once, shown until they are mended."""

import logging

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from pages.models.publishing_guard import NotRead

logger = logging.getLogger(__name__)

#: What the history of a page calls a publication that was refused at its hour.
REFUSED = "portal.schedule_refused"


def record_refusal(revision: Revision, error: NotRead | ValidationError) -> None:
    """Say once for each reason, in the log and in the page's history, why a page is not published.

    The scheduler comes back each minute, and the schedule stays: a reading, or a free address, is
    all that it lacks.
    """
    is_unread = isinstance(error, NotRead)
    reason = "" if is_unread else " ".join(error.messages)
    if refusal_entries().filter(revision=revision, data__reason=reason).exists():
        return
    said = reason or "nobody else has read its text."
    logger.warning("The scheduler may not publish %r: %s", revision, said)
    log(
        instance=revision.content_object,
        action=REFUSED,
        revision=revision,
        data={"reason": reason},
    )


def refusal_entries() -> QuerySet[PageLogEntry]:
    return PageLogEntry.objects.filter(action=REFUSED, revision__isnull=False)


def refused() -> QuerySet[Revision]:
    """Return the scheduled versions whose hour came and that still wait, the first due first."""
    due = Revision.page_revisions.filter(approved_go_live_at__lte=timezone.now())
    return due.filter(pk__in=refusal_entries().values("revision")).order_by("approved_go_live_at")


def repair_url(revision: Revision) -> str:
    """Return the address of the screen where a refused version is mended: read, or edited."""
    last = refusal_entries().filter(revision=revision).latest("timestamp")
    name = "wagtailadmin_pages:edit" if last.data.get("reason") else "review_read"
    return reverse(name, args=[revision.object_id])
