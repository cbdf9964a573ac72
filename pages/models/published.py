"""Page queryset with published pages: live and not expired, even if the scheduler is late."""

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from oim_portal.media.deletion import TrashQuerySetMixin

from .privacy import is_private
from .publishing_guard import GuardedWrites


def is_published(prefix: str = "") -> Q:
    """Return the condition for a published page; `prefix` is a lookup such as `page__`."""
    now = timezone.now()
    no_end = Q(**{f"{prefix}expire_at": None}) | Q(**{f"{prefix}expire_at__gt": now})
    return Q(**{f"{prefix}live": True}) & no_end


class PortalPageQuerySet(TrashQuerySetMixin, GuardedWrites, PageQuerySet):
    """Wagtail's queryset with `published()`, a cheaper `public()`, and deletion into the trash."""

    def published(self) -> "PortalPageQuerySet":
        """Return the pages that are live and have not expired."""
        return self.filter(is_published())

    def public(self) -> "PortalPageQuerySet":
        """Return the pages without a view restriction, in a subquery: Wagtail makes a query first.

        `published()` alone would show the titles of private pages.
        """
        return self.filter(~is_private())

    def with_own_url(self) -> "PortalPageQuerySet":
        """Return the pages that are not merely shown on another page (`shown_on`)."""
        from ..contract import page_types

        elsewhere = [model for model in page_types() if model.shown_on]
        return self.not_exact_type(*elsewhere) if elsewhere else self


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
