"""Scheduled publications that are refused at their hour: told once, shown until they are mended."""

import logging

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

logger = logging.getLogger(__name__)

#: What the history of a page calls a publication that was refused at its hour.
REFUSED = "portal.schedule_refused"


def note_refusal(revision: Revision) -> None:
    """Say once, in the log and in the page's history, that a text still needs a reader.

    The scheduler comes back each minute, and the schedule stays: a reading is all that it lacks.
    """
    if PageLogEntry.objects.filter(action=REFUSED, revision=revision).exists():
        return
    logger.warning("The scheduler may not publish %r: nobody else has read its text.", revision)
    log(instance=revision.content_object, action=REFUSED, revision=revision)


def refused() -> QuerySet[Revision]:
    """Return the scheduled versions whose hour came and whose text still needs a reader."""
    told = PageLogEntry.objects.filter(action=REFUSED, revision__isnull=False)
    due = Revision.page_revisions.filter(approved_go_live_at__lte=timezone.now())
    return due.filter(pk__in=told.values("revision")).order_by("approved_go_live_at")
