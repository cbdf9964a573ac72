"""Deletion of a queryset: everything it finds moves to the trash."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from oim_portal.media.deletion import Answer
from pages.models import BasePage

from .files import trash_file
from .page_moves import trash_page
from .tree import lock_tree


@transaction.atomic
def delete_all(things: QuerySet) -> Answer:
    """Move pages, pictures or documents to the trash; return what `QuerySet.delete` returns.

    A page below another goes with that one. Objects that are in the trash already stay as they are.
    """
    put = trash_page if issubclass(things.model, BasePage) else trash_file
    deletions = [put(thing) for thing in found(things)]
    count = len(list(filter(None, deletions)))
    return count, {things.model._meta.label: count} if count else {}


def found(things: QuerySet) -> list[Any]:
    """Return the objects to delete, as they are stored now; pages in the order of the tree."""
    model = things.model
    if issubclass(model, BasePage):
        lock_tree()  # before the query: others may be moving pages that it finds
        model = BasePage
    rows = model._base_manager.filter(pk__in=set(things.values_list("pk", flat=True)))
    return list(rows.order_by("path" if model is BasePage else "pk"))
