"""Guard of deletion: whatever code deletes, the object goes to the trash.

Pages, pictures and documents ask when they are deleted (`oim_portal.media.deletion`), one by one or
by a queryset, and move to the trash. Any other deletion, such as that of a collection with its
pictures, is refused, as is that of a theme or source in use. A page enters the trash only by
deletion and leaves it only by restoring, and nothing in it is public. SECURITY.md lists what the
guard does not cover.
"""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.signals import pre_page_move

from oim_portal.media.deletion import Answer, DeletionRefusedError, deletion, is_permanent
from oim_portal.media.models import DeletableMixin
from pages.models import BasePage
from pages.models.rows import Choice

from . import tree
from .files import trash_file
from .models import Deletion, TrashPage
from .page_moves import trash_page
from .usage import named_places, sources

#: Models whose objects go to the trash.
THINGS = (BasePage, DeletableMixin)
PLACE = {"live", "path"}


class InTrashError(Exception):
    """The page is in the trash, where it cannot be changed; the message is for the user."""

    def __init__(self, message: str = "") -> None:
        self.message = message or _("The page is in the bin. Restore it first.")
        super().__init__(self.message)


def take(sender: type[Model], things: QuerySet, raw: bool, **kwargs) -> Answer | None:
    """Answer a deletion by moving all objects to the trash; themes and sources go unless in use."""
    if issubclass(sender, Choice):
        for thing in found(things):
            guard_choice(sender, thing)
        return None
    if is_permanent():
        return None
    if raw:
        raise DeletionRefusedError(
            _("Things are deleted by way of the bin. Nothing was deleted."), set()
        )
    return delete_all(things)


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
        tree.lock_tree()  # before the query: others may be moving pages that it finds
        model = BasePage
    rows = model._base_manager.filter(pk__in=set(things.values_list("pk", flat=True)))
    return list(rows.order_by("path" if model is BasePage else "pk"))


def guard_deletion(sender: type[Model], instance: Model, **kwargs) -> None:
    """Refuse a deletion that did not ask first, such as a cascade from a parent object."""
    if not is_permanent():
        raise DeletionRefusedError(
            _("“%s” would be gone for good. Nothing was deleted.") % instance, {instance}
        )


def guard_choice(sender: type[Model], instance: Model, **kwargs) -> None:
    """Refuse to delete a theme or source that a page names, even in a draft or in the trash."""
    used_by = list(sources(instance, in_trash=True))
    if used_by:
        raise DeletionRefusedError(
            _("“%(name)s” was not deleted: it is used by %(places)s. Remove it there first.")
            % {"name": instance, "places": named_places(used_by)},
            set(used_by),
        )


def guard_content_type(sender: type[Model], instance: ContentType, **kwargs) -> None:
    """Refuse to delete a content type with objects left: revisions of pages would go with it."""
    model = instance.model_class()
    if model and issubclass(model, (*THINGS, Choice)) and model._base_manager.exists():
        kind = model._meta.verbose_name
        message = _("There are still things of the kind “%s”. Nothing was deleted.") % kind
        raise DeletionRefusedError(message, {instance})


def guard_record(sender: type[Model], instance: Deletion, **kwargs) -> None:
    """Refuse to delete the record of a deletion while its object is in the trash."""
    if is_permanent():
        return
    thing = type(instance.thing)._base_manager.get(pk=instance.thing.pk)
    if tree.is_in_trash(thing) if isinstance(thing, BasePage) else thing.is_in_trash:
        raise DeletionRefusedError(
            _("“%s” is in the bin. Restore it first.") % instance, {instance}
        )


def guard_move(sender, instance: BasePage, parent_page_after: BasePage, **kwargs) -> None:
    """Refuse to move a page into or out of the trash directly, or below a page that is gone."""
    if tree.is_moving():
        return
    now = BasePage.objects.filter(pk__in=[instance.pk, parent_page_after.pk])
    if tree.inside_trash(now).exists():
        raise InTrashError
    if not now.filter(pk=parent_page_after.pk, path=parent_page_after.path).exists():
        raise InTrashError(_("The page above has moved or is gone meanwhile. Look again."))


def guard_save(sender, instance: BasePage, raw: bool, update_fields, **kwargs) -> None:
    """Keep a saved page at its stored place, and pages in the trash unpublished.

    Code that loaded a page before it was moved or deleted does not put it back by saving it, and
    adds nothing below it.
    """
    if raw or (update_fields is not None and not PLACE & set(update_fields)):
        return
    stored = tree.place_of(pk=instance.pk) if instance.pk else None
    if stored is None:
        above = instance.path[: -instance.steplen]
        parent = tree.place_of(path=above) if above else None
        if above and (parent is None or parent.is_in_trash and not isinstance(instance, TrashPage)):
            raise InTrashError(_("The page above is in the bin or gone. Restore it first."))
        return
    if instance.live and stored.is_in_trash:
        raise InTrashError
    tree.keep_place(instance, stored)


def connect() -> None:
    """Connect the guards to all models; once, in `ready()`."""
    deletion.connect(take, dispatch_uid="trash take")
    pre_page_move.connect(guard_move, dispatch_uid="trash move")
    for model in apps.get_models():
        label = model._meta.label
        if issubclass(model, THINGS):
            pre_delete.connect(guard_deletion, sender=model, dispatch_uid=f"trash keeps {label}")
        if issubclass(model, BasePage):
            pre_save.connect(guard_save, sender=model, dispatch_uid=f"trash place {label}")
        if issubclass(model, Choice):
            pre_delete.connect(guard_choice, sender=model, dispatch_uid=f"trash keeps {label}")
    pre_delete.connect(guard_content_type, sender=ContentType, dispatch_uid="trash keeps types")
    pre_delete.connect(guard_record, sender=Deletion, dispatch_uid="trash keeps records")
