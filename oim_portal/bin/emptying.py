"""What the daily task does: remove for good what nobody restored in time."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from . import tree
from .models import KEEP_FOR, BinPage, Deletion
from .usage import is_used

logger = logging.getLogger(__name__)


def empty(keep_for: timedelta = KEEP_FOR) -> tuple[int, int]:
    """Remove what was deleted longer ago; return how many are gone and how many had to stay.

    A picture or document that a page still shows stays in the bin: removing it would break the
    page. So does a page that something else may not lose.
    """
    due = Deletion.objects.filter(deleted_at__lte=timezone.now() - keep_for)
    gone = stayed = 0
    for pk in due.order_by("deleted_at").values_list("pk", flat=True):
        try:
            removed = remove(pk)
        except ProtectedError:
            logger.warning("Deletion %s stays in the bin: something may not lose it.", pk)
            removed = False
        gone, stayed = gone + removed, stayed + (not removed)
    return gone, stayed


@transaction.atomic
def remove(pk: int) -> bool:
    """Remove one thing for good; False when it has to stay. Restored meanwhile counts as gone."""
    deletion = Deletion.objects.select_for_update().filter(pk=pk).first()
    if deletion is None:
        return True
    thing = deletion.thing
    if deletion.kind != Deletion.Kind.PAGE:
        if is_used(thing):
            return False
        thing.delete()
        return True
    tree.lock_tree()
    container = deletion.container_id
    thing.specific.delete()  # with what is below it, and with their versions
    BinPage.objects.filter(pk=container).delete()
    return True
