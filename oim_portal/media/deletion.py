"""Deletion of what staff write and upload: every way to it passes here.

The trash (`oim_portal.trash`) takes pages, pictures and documents, and refuses the deletion of a
theme or source in use. What it keeps does not know it: it listens.
"""

from django.db.models import ProtectedError, QuerySet
from django.dispatch import Signal

from oim_portal.web.text_columns import CleanWrites

#: Sent with the queryset of what is to be deleted; `raw` for a deletion that tells nobody else.
#: A receiver that takes the things returns what `QuerySet.delete` returns, or refuses by KeptError.
deletion = Signal()

Answer = tuple[int, dict[str, int]]


class KeptError(ProtectedError):
    """Something stays that was to be deleted; the message says why, to the person who asked."""

    @property
    def message(self) -> str:
        return str(self.args[0])


def ask(things: QuerySet, *, raw: bool = False) -> Answer | None:
    """Offer things to the trash; None where nothing takes them, and they are to be deleted."""
    answers = deletion.send(sender=things.model, things=things, raw=raw)
    return next((answer for _receiver, answer in answers if answer is not None), None)


class AsksFirst:
    """A model whose `delete` asks the trash, since `Model.delete` asks no queryset."""

    def delete(self, *args, **kwargs) -> Answer:
        answer = ask(type(self)._default_manager.filter(pk=self.pk))
        return super().delete(*args, **kwargs) if answer is None else answer

    delete.alters_data = True


class KeptByTrash:
    """A queryset whose `delete` asks the trash, which takes what it finds.

    Treebeard's and Wagtail's deletion of pages end in it, too.
    """

    def delete(self, *args, **kwargs) -> Answer:
        answer = ask(self)
        return super().delete(*args, **kwargs) if answer is None else answer

    delete.alters_data = True
    delete.queryset_only = True

    def _raw_delete(self, using: str) -> int:
        ask(self, raw=True)
        return super()._raw_delete(using)

    _raw_delete.alters_data = True


class AskingQuerySet(CleanWrites, KeptByTrash, QuerySet):
    """Of a model without a queryset of its own."""
