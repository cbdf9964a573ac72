"""Scheduled publications that are refused: logged once, listed until they are resolved."""

import logging

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from pages.models.publishing_guard import NotRead

logger = logging.getLogger(__name__)

#: Log action of a scheduled publication that is refused.
REFUSED = "portal.schedule_refused"


def record_refusal(revision: Revision, error: NotRead | ValidationError) -> None:
    """Log once for each reason, also in the page's history, why a page is not published.

    The scheduler comes back each minute, and the schedule stays: it lacks only a reading, or a free
    address.
    """
    is_unread = isinstance(error, NotRead)
    reason = "" if is_unread else " ".join(error.messages)
    if refusal_entries().filter(revision=revision, data__reason=reason).exists():
        return
    said = reason or "nobody else has read its text."
    logger.warning("The scheduler may not publish %r: %s", revision, said)
    log(
        instance=revision.content_object, action=REFUSED, revision=revision, data={"reason": reason}
    )


def refusal_entries() -> QuerySet[PageLogEntry]:
    return PageLogEntry.objects.filter(action=REFUSED, revision__isnull=False)


def refused() -> QuerySet[Revision]:
    """Return the scheduled revisions that are due and were refused, the first due first."""
    due = Revision.page_revisions.filter(approved_go_live_at__lte=timezone.now())
    return due.filter(pk__in=refusal_entries().values("revision")).order_by("approved_go_live_at")


def repair_url(revision: Revision) -> str:
    """Return the URL of the view where a refused revision is resolved: by reading or editing it."""
    last = refusal_entries().filter(revision=revision).latest("timestamp")
    name = "wagtailadmin_pages:edit" if last.data.get("reason") else "review_read"
    return reverse(name, args=[revision.object_id])
