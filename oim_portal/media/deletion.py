"""Deletion of pages, images, documents and choices: the signal through which every deletion passes.

The trash (`oim_portal.trash`) listens: it takes pages, images and documents, and refuses the
deletion of a theme or source in use. This module and the models do not know it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import ProtectedError, QuerySet
from django.dispatch import Signal

from oim_portal.wagtail_compat.django_private import RawDeleteHook
from oim_portal.web.text_columns import CleanWrites

#: Sent with the queryset of objects to delete; `raw` for a deletion that sends no other signals.
#: A receiver that takes the objects returns what `QuerySet.delete` returns, or raises
#: DeletionRefusedError.
deletion = Signal()

Answer = tuple[int, dict[str, int]]


class DeletionRefusedError(ProtectedError):
    """A deletion that is refused; the message tells the user why."""

    @property
    def message(self) -> str:
        return str(self.args[0])


def ask(things: "QuerySet | TrashQuerySetMixin", *, raw: bool = False) -> Answer | None:
    """Offer objects to the trash; None if no receiver takes them, and they are to be deleted."""
    answers: list[tuple[Any, Any]] = deletion.send(sender=things.model, things=things, raw=raw)
    return next((answer for _receiver, answer in answers if answer is not None), None)


class AsksFirst:
    """Model mixin whose `delete` sends the signal, since `Model.delete` uses no queryset."""

    def delete(self, *args, **kwargs) -> Answer:
        answer = ask(type(self)._default_manager.filter(pk=self.pk))
        return super().delete(*args, **kwargs) if answer is None else answer

    delete.alters_data = True


class TrashQuerySetMixin(RawDeleteHook):
    """Queryset mixin whose `delete` sends the signal, so that the trash can take the objects.

    Treebeard's and Wagtail's deletion of pages end in it, too.
    """

    def delete(self, *args, **kwargs) -> Answer:
        answer = ask(self)
        return super().delete(*args, **kwargs) if answer is None else answer

    delete.alters_data = True
    delete.queryset_only = True

    def before_raw_delete(self) -> None:
        ask(self, raw=True)
        super().before_raw_delete()

    before_raw_delete.queryset_only = True


class TrashQuerySet(CleanWrites, TrashQuerySetMixin, QuerySet):
    """The queryset of models without a queryset of their own."""


_permanent: ContextVar[bool] = ContextVar("permanent_deletion", default=False)


@contextmanager
def delete_permanently() -> Iterator[None]:
    """Delete pages, pictures and documents within without the trash.

    For emptying the trash, a withdrawn consent, and for tests; never for a deletion that a person
    asks for.
    """
    token = _permanent.set(True)
    try:
        yield
    finally:
        _permanent.reset(token)


def is_permanent() -> bool:
    return _permanent.get()
