"""Daily removal, for good, of deletions that were not restored in time."""

import logging

from django.apps import apps
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from wagtail.models import ReferenceIndex, Site

from oim_portal.media.deletion import delete_permanently
from pages.models import BasePage

from . import tree
from .models import RETENTION, Deletion
from .usage import is_needed

logger = logging.getLogger(__name__)


def empty() -> tuple[int, int]:
    """Remove what was deleted longer than RETENTION ago; return how many went and how many stay.

    A picture or document that a page still shows, even a draft or a page in the trash, stays:
    removing it would break the page. So does a page that a protected foreign key refers to.
    """
    due = Deletion.objects.filter(deleted_at__lte=timezone.now() - RETENTION)
    if due.exclude(kind=Deletion.Kind.PAGE).exists():
        complete_index()
    gone = stayed = 0
    for pk in due.order_by("deleted_at").values_list("pk", flat=True):
        try:
            removed = remove(pk)
        except ProtectedError:
            logger.warning("Deletion %s stays in the trash: another object protects it.", pk)
            removed = False
        gone, stayed = gone + removed, stayed + (not removed)
    return gone, stayed


def complete_index() -> None:
    """Update Wagtail's reference index: its worker may be late or have failed.

    A file that was removed because of a wrong answer cannot be restored.
    """
    for model in apps.get_models():
        if ReferenceIndex.is_indexed(model):
            for thing in model._base_manager.order_by("pk").iterator(chunk_size=100):
                with transaction.atomic():
                    ReferenceIndex.create_or_update_for_object(thing)


@transaction.atomic
def remove(pk: int) -> bool:
    """Remove one object for good; False if it has to stay. Restored meanwhile counts as removed."""
    tree.lock_tree()  # before all other locks, as restoring does
    deletion = Deletion.objects.select_for_update().filter(pk=pk).first()
    if deletion is None:
        return True
    thing = deletion.thing
    if has_to_stay(thing):
        return False
    with delete_permanently():
        if deletion.kind == Deletion.Kind.PAGE:
            thing.specific.delete()  # with the pages below it, and their revisions
            tree.remove_container(deletion.container_id)
        else:
            thing.delete()
    return True


def has_to_stay(thing: Model) -> bool:
    """Return whether removal would break something: a file in use, or the front page of a site."""
    if isinstance(thing, BasePage):
        return Site.objects.filter(root_page__path__startswith=thing.path).exists()
    return not thing.is_in_trash or is_needed(thing)
