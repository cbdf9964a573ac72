"""What counts as published: live, and not past its end, whether or not the scheduler was there."""

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from oim_portal.media.deletion import KeptByTrash

from .grounds import GuardedWrites


def is_published(prefix: str = "") -> Q:
    """Return the condition for a page, or for one that `prefix` leads to, such as `page__`."""
    now = timezone.now()
    no_end = Q(**{f"{prefix}expire_at": None}) | Q(**{f"{prefix}expire_at__gt": now})
    return Q(**{f"{prefix}live": True}) & no_end


class PortalPageQuerySet(KeptByTrash, GuardedWrites, PageQuerySet):
    """Wagtail's own, for which an expired page is not live, and which deletes into the trash."""

    def live_q(self) -> Q:
        return is_published()


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
