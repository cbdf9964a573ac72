"""What counts as published: live, and not past its end, whether or not the scheduler was there."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

_adding_live_pages: ContextVar[bool] = ContextVar("adding_live_pages", default=False)


@contextmanager
def adding_live_pages() -> Iterator[None]:
    """Let pages be live from the moment at which they are added.

    For code that has asked for a reason or a reader itself. Everywhere else a new page is a draft
    until one of its revisions is published (`BasePage.save`).
    """
    token = _adding_live_pages.set(True)
    try:
        yield
    finally:
        _adding_live_pages.reset(token)


def may_add_live_pages() -> bool:
    """Say whether `adding_live_pages` is open."""
    return _adding_live_pages.get()


def is_published(prefix: str = "") -> Q:
    """Return the condition for a page, or for one that `prefix` leads to, such as `page__`."""
    now = timezone.now()
    no_end = Q(**{f"{prefix}expire_at": None}) | Q(**{f"{prefix}expire_at__gt": now})
    return Q(**{f"{prefix}live": True}) & no_end


class PortalPageQuerySet(PageQuerySet):
    """Wagtail's own, for which an expired page is not live."""

    def live_q(self) -> Q:
        return is_published()


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
