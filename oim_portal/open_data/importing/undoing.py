"""Undo an import as a whole, as long as its events have not been changed since.

Nothing is lost: events that the import created go to the trash, and events that it changed get a
further revision.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log
from wagtail.models import PageLogEntry, ReferenceIndex

from history.models import HistoryEventPage
from oim_portal.trash import tree
from oim_portal.trash.page_moves import trash_page
from pages.models import BasePage

from ..models import EventImport, ImportedEvent

ACTION = "open_data.undo_import"


@dataclass(frozen=True)
class Obstacle:
    """An event that prevents an import from being undone, with the reason."""

    title: str
    reason: str


class CannotUndoError(Exception):
    """The import cannot be undone, because of `obstacles`."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(obstacles)
        self.obstacles = obstacles


def obstacles(event_import: EventImport) -> list[Obstacle]:
    """Return the obstacles to undoing an import; an empty list if it can be undone."""
    imported = event_import.events.select_related("page", "before", "after")
    found = [(each.title, reason_against(each)) for each in imported]
    return [Obstacle(title, reason) for title, reason in found if reason]


def reason_against(imported: ImportedEvent) -> str:
    """Return the reason why one event cannot be restored, or ''."""
    page = imported.page
    if page is None or tree.is_in_trash(page):
        return _("It has been deleted since.")
    should_be_live = imported.event_import.published or imported.was_live
    if version_behind(page) != imported.after_id or page.live != should_be_live:
        return _("It has been changed, published or withdrawn since.")
    if not imported.is_new and imported.before is None:
        return _("Its earlier version is no longer kept.")
    if not imported.is_new and takes_name_of_another(imported):
        return _("Another page has the name that it had in its address.")
    if imported.is_new and ReferenceIndex.get_references_to(page).exists():
        return _("Other pages name it by now.")
    return ""


def version_behind(page: BasePage) -> int | None:
    """Return the primary key of an event's latest revision, not counting those made by undoing.

    Imports are undone in turn, the last first, so a revision made by undoing a later import counts
    as the one that it restored.
    """
    version, seen = page.latest_revision_id, set()
    while version not in seen:
        seen.add(version)
        entry = PageLogEntry.objects.filter(page=page.pk, action=ACTION, revision=version).first()
        if entry:
            undone = ImportedEvent.objects.filter(
                event_import=entry.data["import"], page=page.pk
            ).first()
            version = undone.before_id if undone else version
    return version


def takes_name_of_another(imported: ImportedEvent) -> bool:
    """Return whether another page has the event's former slug; the import's own pages go first."""
    own = imported.event_import.events.filter(is_new=True).values("page")
    siblings = imported.page.get_siblings(inclusive=False).exclude(pk__in=own)
    return siblings.filter(slug=imported.before.content["slug"]).exists()


@transaction.atomic
def undo(pk: int, user) -> EventImport:
    """Move the events that an import created to the trash and restore those that it changed.

    Raises CannotUndoError unless all of them can be.
    """
    tree.lock_tree()  # before all other locks, as moving a page to the trash does
    event_import = EventImport.objects.select_for_update().get(pk=pk)
    if event_import.status != EventImport.Status.DONE:
        raise CannotUndoError([])
    ids = event_import.events.values("page")
    list(HistoryEventPage.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if found := obstacles(event_import):
        raise CannotUndoError(found)
    # The last first: a new event may have the slug that a changed one gave up.
    for imported in event_import.events.select_related("page", "before").reverse():
        with LogContext(user=user):  # a page's history shows one entry per context and action
            if imported.is_new:
                trash_page(imported.page, user)
            else:
                restore(imported, user)
    event_import.status = EventImport.Status.UNDONE
    event_import.undone_at = timezone.now()
    event_import.save()
    log(event_import, ACTION, user=user)
    return event_import


def restore(imported: ImportedEvent, user) -> None:
    """Restore an event to its state before the import: content, publication, open draft."""
    event = imported.before.as_object()
    revision = event.save_revision(user=user, log_action=True, previous_revision=imported.before)
    if imported.was_live and imported.event_import.published:
        revision.publish(user=user, previous_revision=imported.before)
    elif imported.was_live:
        # The published text never changed, and the draft now equals it again.
        BasePage.objects.filter(pk=event.pk).update(has_unpublished_changes=False)
    elif imported.event_import.published:
        HistoryEventPage.objects.get(pk=event.pk).unpublish(user=user)
    data = {"file": imported.event_import.name, "import": imported.event_import_id}
    log(event, ACTION, user=user, revision=revision, content_changed=True, data=data)
