"""Addresses below a listing: years of its archive, and values of its filters, one at a time.

They have no query, so that caches keep them: `/noticias/2026/`, `/noticias/provincia/ec-p/`. Each
has feeds of its own, and exists while it has a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from oim_portal.web import expiry

from .contract import Listing
from .languages import localized
from .models import BasePage


@dataclass(frozen=True)
class Address:
    """An address below a listing: `path` ends in a slash, `count` is the number of its pages."""

    path: str
    label: object
    lookup: dict[str, Any]
    count: int
    is_year: bool = False


@dataclass(frozen=True)
class AddressGroup:
    """The addresses by one property of the listed pages."""

    label: object
    addresses: list[Address]


@dataclass(frozen=True)
class Addresses:
    """All addresses below a listing, and the number of pages that the listing itself shows."""

    total: int
    groups: list[AddressGroup]

    def __iter__(self) -> Iterator[Address]:
        return (address for group in self.groups for address in group.addresses)

    def at(self, path: str) -> Address | None:
        return next((address for address in self if address.path == path), None)


def addresses_below(page: BasePage) -> Addresses:
    """Return the addresses below a listing, in a number of queries that its filters determine.

    What is made of them expires when the next of the pages does, wherever it is listed.
    """
    listing: Listing = page.listing
    pages = listing.pages_below(page).order_by()
    current, now = listing.current(pages), timezone.now()
    names = listing.model.changes_at
    coming = {name: Min(name, filter=Q(**{f"{name}__gt": now})) for name in names}
    for moment in pages.aggregate(**coming).values():
        expiry.add(moment)
    groups = [AddressGroup(_("Year"), years_of(listing, listing.past(pages)))]
    for first, name in listing.filters.items():
        field = listing.model._meta.get_field(name)
        found = addresses_by(field, first, current)
        groups.append(AddressGroup(capfirst(field.verbose_name), found))
    return Addresses(current.count(), [group for group in groups if group.addresses])


def years_of(listing: Listing, pages: QuerySet) -> list[Address]:
    """Return an address for each year of the archive, the last one first."""
    if not listing.archive:
        return []
    name = f"{listing.archive}__year"
    counted = pages.order_by().values_list(name).annotate(Count("pk")).order_by(f"-{name}")
    return [
        Address(f"{year}/", str(year), {name: year}, count, is_year=True)
        for year, count in counted
        if year
    ]


def addresses_by(field: Any, first: str, pages: QuerySet) -> list[Address]:
    """Return an address for each value of a field that a page has."""
    counted = dict(pages.values_list(field.name).annotate(Count("pk")).order_by())
    return [
        Address(f"{first}/{last}/", label, {field.name: value}, counted[value])
        for value, last, label in choices_of(field, list(counted))
        if value in counted
    ]


def choices_of(field: Any, values: list) -> list[tuple[Any, str, object]]:
    """Return values of a field with the last part of their URLs and their labels."""
    if field.choices:
        return [(value, slugify(value), label) for value, label in field.choices if value]
    things = field.related_model._default_manager.filter(pk__in=values)
    if issubclass(field.related_model, BasePage):
        things = things.published().public()
    return [(thing.pk, thing.slug, name_of(thing)) for thing in things]


def name_of(thing: Model) -> object:
    """Return the title of a page or the name of a snippet."""
    return localized(thing, "display_title" if isinstance(thing, BasePage) else "name")


def paths_of(listing: Listing, page: BasePage) -> Iterator[str]:
    """Yield the addresses below a listing that show one of its pages."""
    if listing.archive and (day := getattr(page, listing.archive)):
        year = timezone.localtime(day).year if hasattr(day, "hour") else day.year
        yield f"{year}/"
    for first, name in listing.filters.items():
        field = page._meta.get_field(name)
        if field.choices:
            values = [slugify(getattr(page, name))]
        elif field.many_to_many:
            values = [thing.slug for thing in getattr(page, name).all()]
        else:
            values = [thing.slug] if (thing := getattr(page, name)) else []
        yield from (f"{first}/{value}/" for value in values if value)
