"""The public contact points, for the pages that show them."""

from django.db.models import QuerySet

from .models import ContactPoint


def found_points() -> QuerySet[ContactPoint]:
    """Return the public points in the order of staff."""
    return ContactPoint.objects.published().public().order_by("path")
