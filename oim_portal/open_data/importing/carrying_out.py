"""Carry out the plan of an import, as a whole and only as it was shown."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.log_actions import log

from history.models import HistoryEventPage, HistoryPage

from ..events import EVENTS
from ..models import EventImport
from .headings import headings_of
from .plan import Plan
from .reading import read_table
from .writing import ACTION, Writer


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
    writer = Writer(event_import, history, request.user, reason)
    # Changed events first: a new one may take the slug that a changed one gives up.
    writer.write([*plan.changed, *plan.new])
    event_import.status = EventImport.Status.DONE
    event_import.published = writer.publish
    event_import.done_at = timezone.now()
    event_import.save()
    log(event_import, ACTION, user=request.user)
    return event_import
