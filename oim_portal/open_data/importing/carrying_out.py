"""Carry out the plan of an import, as a whole and only as it was shown."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.log_actions import LogContext, log
from wagtail.models import Revision

from history.models import HistoryEventPage, HistoryPage
from oim_portal.publishing.publish import publish_as_read

from ..events import EVENTS
from ..models import EventImport
from .headings import headings_of
from .plan import Plan
from .reading import read_table
from .rows import RowPlan

ACTION = "open_data.import"


class PlanChangedError(Exception):
    """The plan is no longer the one that was shown: events have changed since."""


def plan_of(event_import: EventImport, history: HistoryPage, request: HttpRequest) -> Plan:
    """Return the changes that an uploaded file would make now."""
    rows = read_table(event_import.text.encode(), headings_of(EVENTS))
    return Plan(rows, history, request)


@transaction.atomic
def carry_out(
    pk: int, fingerprint: str, history: HistoryPage, request: HttpRequest, *, reason: str = ""
) -> EventImport:
    """Make all changes of a file, or none; publish the events if a reason is given.

    The reason takes the place of a second reader; it is shown in the history of each event and in
    the report. Raises PlanChangedError unless the plan has this fingerprint and has not been
    carried out yet, ValidationError if an event cannot be saved.
    """
    event_import = EventImport.objects.select_for_update().get(pk=pk)
    # Locks the events, so that none is saved between planning and writing.
    list(HistoryEventPage.objects.select_for_update(of=("self",)).child_of(history).order_by("pk"))
    plan = plan_of(event_import, history, request)
    is_open = event_import.status == EventImport.Status.CHECKED
    if not (is_open and plan.can_be_carried_out and plan.fingerprint == fingerprint):
        raise PlanChangedError
    # Changed events first: a new one may take the slug that a changed one gives up.
    for row in [*plan.changed, *plan.new]:
        # Each in a context of its own: a page's history shows one entry per context and action.
        with LogContext(user=request.user):
            write(row, event_import, history, request.user, reason)
    event_import.status = EventImport.Status.DONE
    event_import.published = bool(reason)
    event_import.done_at = timezone.now()
    event_import.save()
    log(event_import, ACTION, user=request.user)
    return event_import


def write(row: RowPlan, event_import: EventImport, history: HistoryPage, user, reason: str) -> None:
    """Save the event of a row as a draft, publish it if there is a reason, and record both states.

    From the record the import can be undone (`undoing`).
    """
    event, is_new = row.event, row.is_new
    was_live = event.live and not is_new
    before = None if is_new else event.latest_revision or save_current_revision(event.pk)
    if is_new:
        event.live, event.owner = False, user
        history.add_child(instance=event)
    after = event.save_revision(user=user, log_action=True)
    if reason:
        publish_as_read(event, after, user, reason)
    data = {"file": event_import.name, "import": event_import.pk}
    log(event, ACTION, user=user, revision=after, content_changed=True, data=data)
    event_import.events.create(
        page=event,
        title=event.title,
        is_new=is_new,
        was_live=was_live,
        before=before,
        after=after,
    )


def save_current_revision(pk: int) -> Revision:
    """Save a revision of an event's current database row, and return it."""
    return HistoryEventPage.objects.get(pk=pk).save_revision(changed=False, clean=False)
