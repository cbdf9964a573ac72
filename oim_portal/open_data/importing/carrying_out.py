"""Writes a plan into the tree: revisions, publication, log, and what an undoing needs to know."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.log_actions import LogContext, log

from history.models import HistoryEventPage, HistoryPage

from ..events import EventData
from ..models import EventImport, ImportedEvent
from .plan import Plan
from .reading import read_table
from .row_plan import RowPlan

ACTION = "open_data.import"


class PlanChangedError(Exception):
    """What was shown is no longer what would happen: events have changed since."""


def column_names() -> list[str]:
    """Return the names that columns of an imported table may have."""
    return [column.name for column in EventData([], None).columns()]


def plan_of(event_import: EventImport, history: HistoryPage, request: HttpRequest) -> Plan:
    """Return what an uploaded file would change now."""
    rows = read_table(event_import.text.encode(), column_names())
    return Plan(rows, history, request)


@transaction.atomic
def carry_out(
    pk: int, fingerprint: str, history: HistoryPage, request: HttpRequest, *, publish: bool
) -> EventImport:
    """Do all that a file asks for, or nothing.

    Raises PlanChangedError unless the plan is the one with this fingerprint, and still to be done.
    """
    event_import = EventImport.objects.select_for_update().get(pk=pk)
    # Nobody saves an event between this look at it and the writing.
    list(HistoryEventPage.objects.select_for_update(of=("self",)).child_of(history).order_by("pk"))
    plan = plan_of(event_import, history, request)
    is_open = event_import.status == EventImport.Status.CHECKED
    if not (is_open and plan.can_be_carried_out and plan.fingerprint == fingerprint):
        raise PlanChangedError
    for row in [*plan.new, *plan.changed]:
        # Each in a context of its own: a page's history shows one entry a context and action.
        with LogContext(user=request.user):
            write(row, event_import, history, request.user, publish=publish)
    event_import.status = EventImport.Status.DONE
    event_import.published = publish
    event_import.done_at = timezone.now()
    event_import.save()
    log(event_import, ACTION, user=request.user)
    return event_import


def write(row: RowPlan, event_import: EventImport, history: HistoryPage, user, *, publish) -> None:
    """Save one event of a plan as a revision, and remember what it was before."""
    event, before = row.event, None
    was_live = event.live and not row.is_new
    if row.is_new:
        event.live, event.has_unpublished_changes, event.owner = False, True, user
        history.add_child(instance=event)
    else:
        # Events that no form has saved yet have no revision to go back to.
        before = event.latest_revision or save_as_it_is(event.pk)
    after = event.save_revision(user=user, log_action=True)
    if publish:
        after.publish(user=user)
    ImportedEvent.objects.create(
        event_import=event_import,
        page_id=event.pk,
        title=event.title,
        is_new=row.is_new,
        was_live=was_live,
        before=before,
        after=after,
    )
    data = {"file": event_import.name, "import": event_import.pk}
    log(event, ACTION, user=user, revision=after, content_changed=True, data=data)


def save_as_it_is(pk: int):
    """Return a revision of an event as it stands in the database."""
    return HistoryEventPage.objects.get(pk=pk).save_revision(changed=False, clean=False)
