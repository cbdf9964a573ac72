"""Listing of child pages (`pages.contract.Listing`) with filters and pagination."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .contract import Data
from .filters import Choice, Filter, QueryFilters, preserve_query
from .languages import localized
from .models import BasePage
from .unusable import usable

PARAMETER = "pagina"


class ListingPart:
    """The part of a listing that a request asks for: `?pagina=2`, and a parameter for each filter.

    Raises Http404 for an unknown filter value or part, BadRequest for a part that is not a number.
    """

    def __init__(self, page: BasePage, request: HttpRequest) -> None:
        self.listing = page.listing
        self.url = page.get_url(request) or ""
        self.all = self.listing.pages_below(page)
        fields = [self.listing.model._meta.get_field(name) for name in self.listing.filters]
        members = {field: members_of(field, self.all) for field in fields}
        known = [
            Filter(field.name, capfirst(field.verbose_name), choices_of(field, members[field]))
            for field in fields
        ]
        rows = frozenset().union(*(pks for each in members.values() for pks in each.values()))
        self.filters = QueryFilters(request.GET, self.url, known, rows)
        self.number = number_from(request.GET.get(PARAMETER, "1"))
        preserve_query(request, self._query(self.number))
        self.feed_url = f"{self.url}{self.listing.feed}" if self.listing.feed else ""

    @property
    def data(self) -> Data | None:
        """The open data set of the listed pages, if there is one."""
        return self.listing.model.data

    @cached_property
    def part(self) -> Page:
        try:
            return Paginator(self.found, self.listing.length).page(self.number)
        except InvalidPage as error:
            raise Http404 from error

    @property
    def pages(self) -> list[BasePage]:
        return usable(self.part.object_list)

    @cached_property
    def found(self) -> QuerySet:
        model, found = self.listing.model, self.all
        for name, value in self.filters.chosen.items():
            slug = "" if model._meta.get_field(name).choices else "__slug"
            found = found.filter(**{f"{name}{slug}": value})
        return found.distinct()

    @property
    def state(self) -> str:
        """How many of the listed pages the filters leave, in words."""
        found, total = len(self.filters.found), len(self.filters.rows)
        return _("%(found)s of %(total)s") % {"found": found, "total": total}

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1) if self.part.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1) if self.part.has_next() else ""

    def _url(self, number: int) -> str:
        query = self._query(number)
        return f"{self.url}?{urlencode(query)}" if query else self.url

    def _query(self, number: int) -> dict[str, str]:
        return self.filters.chosen | ({PARAMETER: str(number)} if number > 1 else {})


def members_of(field: Any, pages: QuerySet) -> dict[Any, set[int]]:
    """Return the primary keys of the pages that have each value of a field."""
    members: dict[Any, set[int]] = {}
    for value, pk in pages.order_by().values_list(field.name, "pk"):
        members.setdefault(value, set()).add(pk)
    return members


def choices_of(field: Any, members: dict[Any, set[int]]) -> list[Choice]:
    """Return a choice for each value that a page has."""
    if field.choices:
        known = [(value, str(value), label) for value, label in field.choices]
    else:
        things = field.related_model._default_manager.filter(pk__in=members)
        if issubclass(field.related_model, BasePage):
            things = things.published().public()
        known = [(thing.pk, thing.slug, name_of(thing)) for thing in things]
    return [
        Choice(value, label, frozenset(members[key]))
        for key, value, label in known
        if key in members
    ]


def name_of(thing: Model) -> object:
    """Return the title of a page or the name of a snippet."""
    return localized(thing, "display_title" if isinstance(thing, BasePage) else "name")


def number_from(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise BadRequest("There is no such part of the list.")
    return int(text)
