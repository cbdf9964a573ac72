"""Takes back what an import did, as a whole, as long as nobody has worked on its events since.

Nothing is lost by it: what the import made goes into the bin, and what it changed gets a further
revision.
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
    """An event that keeps an import from being undone, and why."""

    title: str
    reason: str


class CannotUndoError(Exception):
    """Something has changed since the import; `obstacles` says what."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(obstacles)
        self.obstacles = obstacles


def obstacles(event_import: EventImport) -> list[Obstacle]:
    """Return what keeps an import from being undone; nothing when it can be."""
    imported = event_import.events.select_related("page", "before", "after")
    found = [(each.title, reason_against(each)) for each in imported]
    return [Obstacle(title, reason) for title, reason in found if reason]


def reason_against(imported: ImportedEvent) -> str:
    """Return why one event cannot be taken back to what it was, or ''."""
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
    """Return the key of an event's newest version, or of that which an undoing has brought back.

    An undoing is nobody's work: imports are undone in turn, the last first.
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
    """Say whether another page stands where an event stood; the import's own go before it."""
    own = imported.event_import.events.filter(is_new=True).values("page")
    siblings = imported.page.get_siblings(inclusive=False).exclude(pk__in=own)
    return siblings.filter(slug=imported.before.content["slug"]).exists()


@transaction.atomic
def undo(pk: int, user) -> EventImport:
    """Put what an import made into the bin and restore what it changed.

    Raises CannotUndoError unless all of it can be done.
    """
    tree.lock_tree()  # first of all locks, as whoever moves a page into the bin does
    event_import = EventImport.objects.select_for_update().get(pk=pk)
    if event_import.status != EventImport.Status.DONE:
        raise CannotUndoError([])
    ids = event_import.events.values("page")
    list(HistoryEventPage.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if found := obstacles(event_import):
        raise CannotUndoError(found)
    # The last first: a new event may have the name in addresses that a changed one gave up.
    for imported in event_import.events.select_related("page", "before").reverse():
        with LogContext(user=user):  # one entry a context and action in a page's history
            take_back(imported, user)
    event_import.status = EventImport.Status.UNDONE
    event_import.undone_at = timezone.now()
    event_import.save()
    log(event_import, ACTION, user=user)
    return event_import


def take_back(imported: ImportedEvent, user) -> None:
    """Put an event that the import made into the bin, or restore one that it changed."""
    if imported.is_new:
        trash_page(imported.page, user)
    else:
        restore(imported, user)


def restore(imported: ImportedEvent, user) -> None:
    """Bring an event back to what it was: published or not, with or without an open draft."""
    event = imported.before.as_object()
    revision = event.save_revision(user=user, log_action=True, previous_revision=imported.before)
    if imported.was_live and imported.event_import.published:
        revision.publish(user=user, previous_revision=imported.before)
    elif imported.was_live:
        # What is published never changed: the draft that the import left says the same again.
        BasePage.objects.filter(pk=event.pk).update(has_unpublished_changes=False)
    elif imported.event_import.published:
        HistoryEventPage.objects.get(pk=event.pk).unpublish(user=user)
    data = {"file": imported.event_import.name, "import": imported.event_import_id}
    log(event, ACTION, user=user, revision=revision, content_changed=True, data=data)
