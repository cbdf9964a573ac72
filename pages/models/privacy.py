"""Query condition for private pages: those with a view restriction, and their descendants."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def is_private(path: str = "path") -> Exists:
    """Return the condition that a page or one of its ancestors has a view restriction.

    `path` is the lookup from the queried model to the tree path, such as `page__path`. This is one
    subquery, where Wagtail's `.public()` makes a query of its own each time.
    """
    asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(asked=asked).filter(asked__startswith=F("page__path"))
    )
