"""Condition on pages that they, or a page above them, are not for everyone."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def is_private(path: str = "path") -> Exists:
    """Return a condition on pages: they, or a page above them, are not for everyone.

    `path` leads to the tree path from the model that is asked, such as `page__path`. This is one
    subquery, where Wagtail's `.public()` asks a query of its own each time.
    """
    asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(asked=asked).filter(asked__startswith=F("page__path"))
    )
