"""Which pages are published, private or sensitive: query conditions, and the queryset of pages.

Published are live pages that have not expired, even if the scheduler is late.
"""

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from oim_portal.media.deletion import TrashQuerySetMixin

from .publishing_guard import GuardedWrites


def is_private(path: str = "path") -> Exists:
    """Return the condition that a page or one of its ancestors has a view restriction.

    `path` is the lookup from the queried model to the tree path, such as `page__path`. This is one
    subquery, where Wagtail's `.public()` makes a query of its own each time.
    """
    asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(asked=asked).filter(asked__startswith=F("page__path"))
    )


def is_sensitive(path: str = "path") -> Exists:
    """Return the condition that a page or one of its ancestors is marked sensitive.

    `path` is the lookup from the queried model to the tree path. An ancestor counts whether it is
    published or not: what stands below it is as sensitive.
    """
    asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
    marked = apps.get_model("pages.BasePage").objects.filter(sensitive=True)
    return Exists(marked.annotate(asked=asked).filter(asked__startswith=F("path")))


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
