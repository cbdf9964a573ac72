"""The second reader of an import, who reads and publishes all of its drafts together."""

import hashlib
import json

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from history.models import HistoryEventPage
from oim_portal.publishing.digest import digest
from oim_portal.publishing.publish import publish_as_read
from oim_portal.publishing.register import NotRead, Stale, authorship, mark_read, unread
from oim_portal.trash.tree import is_in_trash

from ..events import EVENTS
from ..models import EventImport, ImportedEvent
from ..record_values import SourceLabels
from .rows import RowPlan, changes


def waiting(event_import: EventImport) -> list[ImportedEvent]:
    """Return the events that are still drafts as the import wrote them."""
    written = event_import.events.select_related("page", "after").filter(after__isnull=False)
    return [
        each
        for each in written
        if each.page
        and each.page.latest_revision_id == each.after_id
        and each.page.has_unpublished_changes
        and not is_in_trash(each.page)
    ]


def rows(events: list[ImportedEvent], request: HttpRequest) -> list[RowPlan]:
    """Return each draft with its changes to the public text, as in the preview of the file."""
    labels = SourceLabels()
    drafts = [each.after.as_object() for each in events]
    public = [each.page if each.page.live else None for each in events]
    after = EVENTS.serializer(drafts, request, labels)
    before = EVENTS.serializer(filter(None, public), request, labels)
    return [
        RowPlan(number, draft, is_new=old is None, changes=changes(draft, after, old, before))
        for number, (draft, old) in enumerate(zip(drafts, public, strict=True), start=1)
    ]


def fingerprint(events: list[ImportedEvent]) -> str:
    """Return a digest of all texts; it differs if anything has changed since."""
    texts = [[each.page_id, text_of(each)] for each in events]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def lacks_reader(events: list[ImportedEvent], user) -> bool:
    """Return whether a draft needs another reader than this user."""
    texts = ((each.page, text_of(each)) for each in events)
    return any(unread(page, text, authorship(page, text).writers, user) for page, text in texts)


def text_of(imported: ImportedEvent) -> str:
    return digest(HistoryEventPage, imported.after.content)


@transaction.atomic
def read_all(pk: int, shown: str, user, *, publish: bool, reason: str = "") -> bool:
    """Register a user as the reader of all drafts of an import; publish all of them if asked.

    Returns whether each draft now has all readers that it needs. Publishing is all or nothing:
    raises NotRead if a draft has no reader but its author and no reason is given, Stale if the
    texts no longer have this fingerprint.
    """
    event_import = EventImport.objects.select_for_update().get(pk=pk)
    events = waiting(event_import)
    if not events or fingerprint(events) != shown:
        raise Stale(None)
    enough = True
    for each in events:
        if not publish:
            enough &= mark_read(each.page, text_of(each), user)
        elif not publish_as_read(each.page, each.after, user, reason):
            raise NotRead(each.page)
    left = event_import.events.exclude(page__live_revision=F("after"))
    if publish and not left.exists():
        event_import.published = True
        event_import.save()
    return enough
