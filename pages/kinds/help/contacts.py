"""The public contact points, for the pages that show them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpRequest

from pages.site_cache import site_cache

from .models import ContactPoint


@dataclass
class Group:
    """Points of one province, or of the whole country (`name` is '')."""

    name: str
    points: list[ContactPoint] = field(default_factory=list)


def found_points() -> QuerySet[ContactPoint]:
    """Return the public points in the order of staff, with their hours."""
    points = ContactPoint.objects.published().public().order_by("path")
    return points.prefetch_related("opening_hours", "closed_days")


def public_points(request: HttpRequest) -> list[ContactPoint]:
    """Return the public points, read once for all pages of the site; not to be changed."""
    return site_cache(request).get_or_set(
        "contact points", lambda: list(found_points()), apart=True
    )


def groups_of_points(request: HttpRequest) -> list[Group]:
    """Return the points of the whole country, then those of each province by its name."""
    groups = {"": Group("")}
    for point in public_points(request):
        name = str(point.get_province_display()) if point.province else ""
        groups.setdefault(name, Group(name)).points.append(point)
    return list(filled(groups))


def filled(groups: dict[str, Group]) -> Iterator[Group]:
    return (groups[name] for name in sorted(groups, key=str.casefold) if groups[name].points)
