"""Scheduled publishing and unpublishing, safe with several schedulers and late runs.

`run` closes three gaps of Wagtail's command, which `publish_scheduled` replaces:

- Several schedulers at once write every publication several times: here an advisory lock of
  PostgreSQL admits one.
- A page that was to go live and to expire since the last run goes live after its end: here it only
  expires.
- One page that fails holds up all those after it: here it is logged, and the others go on.

A text that may no longer be public, such as a retracted one, is refused by the guard of public
text, and a page whose address another page has taken by its own validation: the schedule stays, and
staff are told once. It must not import views, nor anything of the admin.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from oim_portal.media.models import PortalImage
from pages.models import BasePage
from pages.models.publishing_guard import NotRead

from . import consent
from .publish import keep_hours
from .register import lock

MORNING = time(8)
# Of the buttons, and of the view that they lead to.
PUBLISH_TOMORROW = format_lazy(_("Publish tomorrow at {hour}"), hour=MORNING.hour)


def tomorrow_morning() -> datetime:
    """Return tomorrow's MORNING in the portal's time zone, Ecuador's, which has no summer time."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))


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


# Any number that no other part of the portal locks by.
LOCK = 7_301_965


@dataclass
class Outcome:
    """Numbers of objects that a run published, withdrew, failed at, and was refused."""

    published: int = 0
    withdrawn: int = 0
    failed: int = 0
    refused: int = 0


@contextmanager
def only_scheduler() -> Iterator[bool]:
    """Yield whether no other scheduler is working, and hold the lock until the end.

    The lock belongs to the connection: it ends with the process, however that ends.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def run() -> Outcome | None:
    """Withdraw what has expired, pictures whose consent has ended too, then publish what is due.

    None if another scheduler is working.

    Each object has its own transaction and is loaded again in it: staff may have changed it
    meanwhile.
    """
    with only_scheduler() as is_ours:
        if not is_ours:
            return None
        outcome = Outcome()
        for thing in expired():
            outcome.withdrawn += attempt(withdraw, thing, outcome)
        for picture in PortalImage.objects.ended():
            outcome.withdrawn += attempt(consent.end, picture, outcome)
        for revision in due_revisions():
            if ends_in_the_past(revision):
                outcome.withdrawn += attempt(skip_expired, revision, outcome)
            else:
                outcome.published += attempt(publish, revision, outcome)
        return outcome


def attempt(act: Callable[[Model], bool], thing: Model, outcome: Outcome) -> bool:
    """Run `act` in a transaction of its own; return whether it did anything."""
    try:
        with transaction.atomic():
            return act(thing)
    except (NotRead, ValidationError) as error:
        record_refusal(thing, error)
        outcome.refused += 1
        return False
    except Exception:
        logger.exception("The scheduler failed at %r.", thing)
        outcome.failed += 1
        return False


def expired() -> list[BasePage]:
    """Return the live pages past their end; only pages have drafts (`checks`)."""
    found = BasePage.objects.filter(live=True, expire_at__lt=timezone.now())
    return list(found.order_by("expire_at"))


def due_revisions() -> list[Revision]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return list(due.order_by("approved_go_live_at"))


def ends_in_the_past(revision: Revision) -> bool:
    end = parse_datetime(revision.content.get("expire_at") or "")
    return end is not None and end <= timezone.now()


def withdraw(thing: Any) -> bool:
    lock(thing)  # somebody may be renewing it
    thing.refresh_from_db()
    if not thing.live or thing.expire_at is None or thing.expire_at > timezone.now():
        return False
    with keep_hours(thing):  # of a later text
        thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def publish(revision: Revision) -> bool:
    revision.refresh_from_db()
    if revision.approved_go_live_at is None or revision.approved_go_live_at > timezone.now():
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def skip_expired(revision: Revision) -> bool:
    """Unschedule a publication whose end has passed too, and unpublish the page it was to replace.

    The draft stays.
    """
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    thing = revision.content_object
    if thing is None or not thing.live:
        return False
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
