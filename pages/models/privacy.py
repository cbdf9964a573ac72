"""Which pages are for everyone. `.live()` alone would show the titles of private pages."""

from django.db.models import Exists, F, OuterRef
from wagtail.models import PageViewRestriction


def is_private() -> Exists:
    """Return a condition on pages: they, or a page above them, are not for everyone.

    One subquery, where Wagtail's `.public()` asks a query of its own each time.
    """
    return Exists(
        PageViewRestriction.objects.annotate(asked=OuterRef("path")).filter(
            asked__startswith=F("page__path")
        )
    )
