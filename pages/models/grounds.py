"""What the law on public texts (`oim_portal.publishing.law`) has to know of a page's save.

Pages do not know the law: they say here what is about to be written.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model, QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from oim_portal.web.text_columns import CleanWrites


class NotRead(Exception):  # noqa: N818 (what the rest of the portal calls it)
    """Somebody else has to read this text first, or a reason has to be given.

    No PermissionDenied: Wagtail's views would make 'you have no permission' of it.
    """

    def __init__(self, page: Model | None = None, message: str = "") -> None:
        self.page = page
        super().__init__(message or _("Nobody else has read this text, and no reason is given."))


#: Sent before many rows are written at once, with the names of their fields; a receiver may refuse.
bulk_write = Signal()

_grounds: ContextVar[str] = ContextVar("grounds", default="")
_being_saved: ContextVar[frozenset[int]] = ContextVar("being_saved", default=frozenset())


@contextmanager
def on_grounds_of(reason: str) -> Iterator[None]:
    """Let texts become public within, for jobs of the portal itself; the register keeps the reason.

    Never for what a person asks for: that is `register.mark_read`.
    """
    token = _grounds.set(reason)
    try:
        yield
    finally:
        _grounds.reset(token)


def grounds() -> str:
    """Return the reason of `on_grounds_of`; '' outside it."""
    return _grounds.get()


@contextmanager
def being_saved(pk: int | None) -> Iterator[None]:
    """Let the rows and choices of a page be written: it is their own page's save."""
    token = _being_saved.set(_being_saved.get() | {pk})
    try:
        yield
    finally:
        _being_saved.reset(token)


def pages_being_saved() -> frozenset[int]:
    return _being_saved.get()


class GuardedWrites(CleanWrites):
    """A queryset that tells of writes of many rows at once, which send no signal of their own."""

    def update(self, **values) -> int:
        tell(self.model, values)
        return super().update(**values)

    def bulk_update(self, objs, fields, **kwargs) -> int:
        tell(self.model, fields)
        return super().bulk_update(objs, fields, **kwargs)

    def bulk_create(self, objs: Iterable[Model], *args, **kwargs) -> list[Model]:
        objs = list(objs)
        # Drafts are nobody's business; rows of a page have no such state.
        if any(getattr(each, "live", True) for each in objs):
            tell(self.model, ["live"])
        return super().bulk_create(objs, *args, **kwargs)

    def _raw_delete(self, using: str) -> int:
        tell(self.model, ["live"])
        return super()._raw_delete(using)

    _raw_delete.alters_data = True


class RowQuerySet(GuardedWrites, QuerySet):
    """Of inline rows of pages, which are written with their page."""


def tell(model: type[Model], names: Iterable[str]) -> None:
    bulk_write.send(sender=model, names=set(names))
