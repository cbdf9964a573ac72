"""Hooks for the guard of published texts (`oim_portal.publishing.law`) in the model layer.

Pages do not import the guard: they announce here the writes that they are about to make.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model, QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from oim_portal.wagtail_compat.django_private import RawDeleteHook
from oim_portal.web.text_columns import CleanWrites


class NotRead(Exception):  # noqa: N818 (what the rest of the portal calls it)
    """Raised when a text would become public without a second reader or a reason.

    Not a PermissionDenied, which Wagtail's views would report as 'you have no permission'.
    """

    def __init__(self, page: Model | None = None, message: str = "") -> None:
        self.page = page
        super().__init__(message or _("Nobody else has read this text, and no reason is given."))


#: Sent before a bulk write, with the names of the fields; a receiver may raise to refuse it.
bulk_write = Signal()

_reason: ContextVar[str] = ContextVar("publishing_reason", default="")
_being_saved: ContextVar[frozenset[int]] = ContextVar("being_saved", default=frozenset())


@contextmanager
def publishing_reason(reason: str) -> Iterator[None]:
    """Let texts become public within this context, for jobs of the portal; the register stores why.

    Never for an action of a user: that is `register.mark_read`.
    """
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def current_publishing_reason() -> str:
    """Return the reason of the active `publishing_reason`, or ''."""
    return _reason.get()


@contextmanager
def being_saved(pk: int | None) -> Iterator[None]:
    """Let the inline rows and many-to-many fields of a page be written while it is saved."""
    token = _being_saved.set(_being_saved.get() | {pk})
    try:
        yield
    finally:
        _being_saved.reset(token)


def pages_being_saved() -> frozenset[int]:
    return _being_saved.get()


class GuardedWrites(CleanWrites, RawDeleteHook):
    """Queryset that sends `bulk_write`, since bulk writes send no model signals."""

    def update(self, **values) -> int:
        announce(self.model, values)
        return super().update(**values)

    def bulk_update(self, objs, fields, **kwargs) -> int:
        announce(self.model, fields)
        return super().bulk_update(objs, fields, **kwargs)

    def bulk_create(self, objs: Iterable[Model], *args, **kwargs) -> list[Model]:
        objs = list(objs)
        # Drafts are not public. Inline rows have no `live` column and count as public.
        if any(getattr(each, "live", True) for each in objs):
            announce(self.model, ["live"])
        return super().bulk_create(objs, *args, **kwargs)

    def before_raw_delete(self) -> None:
        announce(self.model, ["live"])
        super().before_raw_delete()

    before_raw_delete.queryset_only = True


class RowQuerySet(GuardedWrites, QuerySet):
    """Queryset of inline rows, which are written with their page."""


def announce(model: type[Model], names: Iterable[str]) -> None:
    bulk_write.send(sender=model, names=set(names))
