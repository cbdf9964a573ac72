"""What deletion comes to: everything that a queryset finds goes into the trash."""

from django.db import transaction
from django.db.models import Model, QuerySet

from oim_portal.media.deletion import Answer
from pages.models import BasePage

from .files import trash_file
from .page_moves import trash_page
from .tree import lock_tree


@transaction.atomic
def delete_all(things: QuerySet) -> Answer:
    """Put pages, pictures or documents into the trash; return what `QuerySet.delete` returns.

    A page below another goes with that one. What is in the trash stays as it is.
    """
    put = trash_page if issubclass(things.model, BasePage) else trash_file
    deletions = [put(thing) for thing in found(things)]
    count = len(list(filter(None, deletions)))
    return count, {things.model._meta.label: count} if count else {}


def found(things: QuerySet) -> list[Model]:
    """Return what is to be deleted, as it is now; pages in the order of the tree."""
    model = things.model
    if issubclass(model, BasePage):
        lock_tree()  # before the question: others may be moving what it finds
        model = BasePage
    rows = model._base_manager.filter(pk__in=set(things.values_list("pk", flat=True)))
    return list(rows.order_by("path" if model is BasePage else "pk"))
