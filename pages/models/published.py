"""Published pages: live, and not past their expiry, whether or not the scheduler has run."""

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from oim_portal.media.deletion import TrashQuerySetMixin

from .grounds import GuardedWrites
from .privacy import is_private


def is_published(prefix: str = "") -> Q:
    """Return the condition for a page, or for one that `prefix` leads to, such as `page__`."""
    now = timezone.now()
    no_end = Q(**{f"{prefix}expire_at": None}) | Q(**{f"{prefix}expire_at__gt": now})
    return Q(**{f"{prefix}live": True}) & no_end


class PortalPageQuerySet(TrashQuerySetMixin, GuardedWrites, PageQuerySet):
    """Wagtail's own, with `published()`, a cheaper `public()`, and deletion into the trash."""

    def published(self) -> "PortalPageQuerySet":
        """Return the pages that are live and have not expired."""
        return self.filter(is_published())

    def public(self) -> "PortalPageQuerySet":
        """Return the pages that are for everyone: one subquery, where Wagtail asks a query first.

        `published()` alone would show the titles of private pages.
        """
        return self.filter(~is_private())


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
