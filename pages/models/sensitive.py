"""Query condition for sensitive pages: those that staff mark as such, and their descendants."""

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef


def is_sensitive(path: str = "path") -> Exists:
    """Return the condition that a page or one of its ancestors is marked sensitive.

    `path` is the lookup from the queried model to the tree path. An ancestor counts whether it is
    published or not: what stands below it is as sensitive.
    """
    asked = ExpressionWrapper(OuterRef(path), output_field=CharField())
    marked = apps.get_model("pages.BasePage").objects.filter(sensitive=True)
    return Exists(marked.annotate(asked=asked).filter(asked__startswith=F("path")))
