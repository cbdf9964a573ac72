"""Carries a plan out, as it was shown and as a whole."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.log_actions import log

from history.models import HistoryEventPage, HistoryPage

from ..events import EVENTS
from ..models import EventImport
from .headings import other_names
from .plan import Plan
from .reading import read_table
from .writing import ACTION, Writer


class PlanChangedError(Exception):
    """What was shown is no longer what would happen: events have changed since."""


def headings() -> tuple[list[str], dict[str, str]]:
    """Return the names that columns of an imported table have, and what else people call them."""
    return [column.name for column in EVENTS.columns], other_names(EVENTS)


def plan_of(event_import: EventImport, history: HistoryPage, request: HttpRequest) -> Plan:
    """Return what an uploaded file would change now."""
    rows = read_table(event_import.text.encode(), *headings())
    return Plan(rows, history, request)


@transaction.atomic
def carry_out(
    pk: int, fingerprint: str, history: HistoryPage, request: HttpRequest, *, reason: str = ""
) -> EventImport:
    """Do all that a file asks for, or nothing; publish the events where a reason is given.

    Nobody else has read them: the reason stands in the history of each and in the report.
    Raises PlanChangedError unless the plan is the one with this fingerprint, and still to be done;
    ValidationError when an event cannot be saved as it is.
    """
    event_import = EventImport.objects.select_for_update().get(pk=pk)
    # Nobody saves an event between this look at it and the writing.
    list(HistoryEventPage.objects.select_for_update(of=("self",)).child_of(history).order_by("pk"))
    plan = plan_of(event_import, history, request)
    is_open = event_import.status == EventImport.Status.CHECKED
    if not (is_open and plan.can_be_carried_out and plan.fingerprint == fingerprint):
        raise PlanChangedError
    writer = Writer(event_import, history, request.user, reason)
    # A new event may take the name in addresses that a changed one gives up.
    writer.write([*plan.changed, *plan.new])
    event_import.status = EventImport.Status.DONE
    event_import.published = writer.publish
    event_import.done_at = timezone.now()
    event_import.save()
    log(event_import, ACTION, user=request.user)
    return event_import
