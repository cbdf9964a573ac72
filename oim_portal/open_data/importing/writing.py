"""Write imported events as revisions and publish them, in a few statements.

Wagtail saves a page three times to create and publish it, and queries the page, its author and its
revisions again for each log entry. Two hundred events would take minutes. Here each page is saved
once, with its final state; revisions and log entries are written in bulk; then Wagtail's signals
are sent for each event, as its own publication does.

Events with comments, aliases, an active workflow or a scheduled publication are saved and published
by Wagtail, which takes care of these.
"""

import uuid
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import LogContext, log
from wagtail.models import Comment, PageLogEntry, Revision, WorkflowState
from wagtail.signals import page_published, published

from history.models import HistoryEventPage, HistoryPage
from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.publish import publish_as_read
from oim_portal.publishing.register import ACTIONS, Kind, log_data, names, register_for_person
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from ..models import EventImport, ImportedEvent
from .row_plan import RowPlan

ACTION = "open_data.import"
BATCH = 200
# Columns of the page that a new revision changes.
OF_REVISIONS = [
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "has_unpublished_changes",
    "draft_title",
]


class Writer:
    """Write the rows of a plan within the caller's transaction, and record the state before.

    Events are drafts, or published if a reason takes the place of a second reader.
    """

    def __init__(self, event_import: EventImport, history: HistoryPage, user, reason: str):
        self.event_import = event_import
        self.history = history
        self.user = user
        self.reason = reason
        self.publish = bool(reason)
        self.name = names({user.pk})
        self.lines: dict[int, ReadText] = {}
        self.data = {"file": event_import.name, "import": event_import.pk}

    def write(self, rows: list[RowPlan]) -> None:
        pks = [row.event.pk for row in rows if not row.is_new]
        special = special_events(pks)
        self.titles = dict(BasePage.objects.filter(pk__in=pks).values_list("pk", "title"))
        made, plain = [], []
        for row in rows:
            if row.event.pk in special or row.event.go_live_at:
                made.append(self.written_singly(row))
            else:
                plain.append(self.saved(row))
                made.append(plain[-1])
        self.finish(plain)
        ImportedEvent.objects.bulk_create(made, batch_size=BATCH)

    def saved(self, row: RowPlan) -> ImportedEvent:
        """Save an event with its final state; its revision is not written yet."""
        event, imported = row.event, self.imported(row)
        event.has_unpublished_changes = not self.publish
        event.draft_title = event.title
        if self.publish:
            event.last_published_at = timezone.now()
            event.first_published_at = event.first_published_at or event.last_published_at
            event.expired = False
        if self.publish or row.is_new:
            event.live = self.publish
        if row.is_new:
            event.owner = self.user
            # The line in the register needs the page's primary key: it is written right after.
            with publishing_reason("Import with a reason"):
                self.history.add_child(instance=event)
        if self.publish:
            self.register(event)
            if not row.is_new:
                event.save()
        else:
            event.full_clean()  # a draft has to be valid for publication
        imported.page = event
        imported.after = Revision(
            content_object=event,
            base_content_type=event.get_base_content_type(),
            user=self.user,
            created_at=timezone.now(),
            content=event.serializable_data(),
            object_str=str(event),
        )
        return imported

    def finish(self, made: list[ImportedEvent]) -> None:
        """Write revisions and log entries of saved events, and send the signals of publication."""
        Revision.objects.bulk_create([each.after for each in made], batch_size=BATCH)
        for each in made:
            event = each.page
            event.latest_revision = each.after
            event.latest_revision_created_at = each.after.created_at
            if self.publish:
                event.live_revision = self.lines[event.pk].revision = each.after
        events = [each.page for each in made]
        BasePage.objects.bulk_update(events, OF_REVISIONS, batch_size=BATCH)
        if self.publish:
            ReadText.objects.bulk_update(self.lines.values(), ["revision"], batch_size=BATCH)
            keys = [str(event.pk) for event in events]
            scheduled = Revision.page_revisions.filter(object_id__in=keys)
            scheduled.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        PageLogEntry.objects.bulk_create(
            [entry for each in made for entry in self.log_entries(each)], batch_size=BATCH
        )
        for each in made if self.publish else []:
            for signal in (page_published, published):
                signal.send(sender=HistoryEventPage, instance=each.page, revision=each.after)

    def register(self, event: HistoryEventPage) -> None:
        """Register an event's text with the reason in place of a reader."""
        event.tidy()
        self.lines[event.pk] = register_for_person(
            event, digest_of(event), self.user, Kind.URGENT, self.name, reason=self.reason
        )

    def log_entries(self, imported: ImportedEvent) -> Iterable[PageLogEntry]:
        """Return the log entries that Wagtail would write, and one for the import.

        Each event has a log context of its own: a page's history shows one entry per context and
        action.
        """
        event = imported.page
        shared = {
            "content_type": event.cached_content_type,
            "label": event.get_admin_display_title(),
            "user": self.user,
            "uuid": uuid.uuid4(),
            "page": event,
            "revision": imported.after,
        }
        entries = [("wagtail.edit", {}, True)]
        if self.publish:
            old = self.titles.get(event.pk, event.title)
            renamed = {"title": {"old": old, "new": event.title}} if old != event.title else {}
            reason = log_data(self.lines[event.pk])
            entries.append((ACTIONS[Kind.URGENT], reason, False))
            if renamed:
                entries.append(("wagtail.rename", renamed, False))
            entries.append(("wagtail.publish", renamed, True))
        entries.append((ACTION, self.data, True))
        for action, data, changed in entries:
            at = timezone.now()
            yield PageLogEntry(
                action=action, data=data, content_changed=changed, timestamp=at, **shared
            )

    def written_singly(self, row: RowPlan) -> ImportedEvent:
        """Save and publish one event by Wagtail's own methods."""
        event, imported = row.event, self.imported(row)
        with LogContext(user=self.user):
            imported.after = event.save_revision(user=self.user, log_action=True)
            if self.publish:
                publish_as_read(event, imported.after, self.user, self.reason)
            entry = {"revision": imported.after, "content_changed": True, "data": self.data}
            log(event, ACTION, user=self.user, **entry)
        return imported

    def imported(self, row: RowPlan) -> ImportedEvent:
        """Return an unsaved record of the event before the import, from which it can be undone."""
        event = row.event
        before = None if row.is_new else event.latest_revision or save_current_revision(event.pk)
        return ImportedEvent(
            event_import=self.event_import,
            page=None if row.is_new else event,
            title=event.title,
            is_new=row.is_new,
            was_live=event.live and not row.is_new,
            before=before,
        )


def special_events(pks: list[int]) -> set[int]:
    """Return the events that have to be published by Wagtail's own methods; see above."""
    kind = ContentType.objects.get_for_model(BasePage)
    reviews = WorkflowState.objects.active().filter(
        base_content_type=kind, object_id__in=map(str, pks)
    )
    events = HistoryEventPage.objects.filter(pk__in=pks)
    return {
        *map(int, reviews.values_list("object_id", flat=True)),
        *Comment.objects.filter(page__in=pks).values_list("page_id", flat=True),
        *BasePage.objects.filter(alias_of__in=pks).values_list("alias_of_id", flat=True),
        *events.filter(go_live_at__isnull=False).values_list("pk", flat=True),
    }


def save_current_revision(pk: int):
    """Save a revision of an event's current database row, and return it."""
    return HistoryEventPage.objects.get(pk=pk).save_revision(changed=False, clean=False)
