"""Listing of child pages (`pages.contract.Listing`): the part that a request asks for."""

import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from .addresses import Address, Addresses, AddressGroup, addresses_below
from .contract import Data
from .filters import Option, OptionGroup, preserve_query
from .languages import current_language
from .models import BasePage
from .site_cache import site_cache
from .unusable import usable

PARAMETER = "pagina"


def addresses_of(page: BasePage, request: HttpRequest) -> Addresses:
    """Return the addresses below a listing, counted once for each version of the site."""
    count = partial(addresses_below, page)
    if getattr(request, "is_preview", False):
        return count()
    key = ("addresses", page.pk, current_language())
    return site_cache(request).get_or_set(key, count, apart=True)


def pages_of(page: BasePage, address: Address | None) -> QuerySet:
    """Return the public pages that a listing, or an address below it, shows, in order.

    A year shows those of the archive, any other address those that the listing shows too.
    """
    listing, found = page.listing, page.listing.pages_below(page)
    found = listing.past(found) if address and address.is_year else listing.current(found)
    return found.filter(**address.lookup) if address else found


@dataclass(frozen=True)
class Row:
    """A listed page, and the addresses of the listing that show it: their labels and URLs."""

    page: BasePage
    links: list[tuple[object, Option]]


class ListingPart:
    """A part of a listing, or of the address at `below` it: `?pagina=2`.

    Raises Http404 for an unknown address or part, BadRequest for a part that is not a number.
    """

    def __init__(self, page: Any, request: HttpRequest, below: str = "") -> None:
        self.listing = page.listing
        self.root_url = page.get_url(request) or ""
        self.all = addresses_of(page, request)
        self.address = page.shown_address = self.all.at(below)
        if below and not self.address:
            raise Http404
        self.url = f"{self.root_url}{below}"
        self.count = self.address.count if self.address else self.all.total
        self.found = pages_of(page, self.address)
        self.number = number_from(request.GET.get(PARAMETER, "1"))
        preserve_query(request, self._query(self.number))
        feeds = [f"{self.url}{name}" for name in self.listing.feeds]
        self.feed_url, self.json_feed_url = feeds or ("", "")

    @property
    def data(self) -> Data | None:
        """The open data set of the listed pages, if there is one."""
        return self.listing.model.data

    @cached_property
    def part(self) -> Page:
        paginator = Paginator(self.found, self.listing.length)
        paginator.__dict__["count"] = self.count
        try:
            return paginator.page(self.number)
        except InvalidPage as error:
            raise Http404 from error

    @cached_property
    def pages(self) -> list[BasePage]:
        return usable(self.part.object_list)

    @property
    def rows(self) -> list[Row]:
        """The pages with their addresses by what is in a column of theirs, without a query."""
        return [Row(page, self._links_of(page)) for page in self.pages]

    def _links_of(self, page: BasePage) -> list[tuple[object, Option]]:
        return [
            (group.label, self._option(address.label, address.path, address.count))
            for group in self.all.groups
            for address in group.addresses
            for name, value in address.lookup.items()
            if value and value == column_of(page, name)
        ]

    @property
    def years(self) -> list[Option]:
        """Links to the years of the archive; none if all that is listed is of one year."""
        found = [
            self._option(address.label, address.path, address.count)
            for address in self.all
            if address.is_year
        ]
        return found if found[1:] or self.listing.until else []

    @property
    def groups(self) -> list[OptionGroup]:
        """Links to the other addresses that leave something out, or do."""
        return [
            OptionGroup(group.label, self._options(group))
            for group in self.all.groups
            if not group.addresses[0].is_year and self._narrows(group)
        ]

    def _narrows(self, group: AddressGroup) -> bool:
        counts = {address.count for address in group.addresses}
        return self.address in group.addresses or counts != {self.all.total}

    def _options(self, group: AddressGroup) -> list[Option]:
        found = [(each.label, each.path, each.count) for each in group.addresses]
        return [self._option(*each) for each in [(_("All"), "", self.all.total), *found]]

    def _option(self, label: object, path: str, count: int) -> Option:
        current = self.address.path if self.address else ""
        return Option(label, f"{self.root_url}{path}", path == current, count)

    @property
    def state(self) -> str:
        """How many of the listed pages the address leaves, in words."""
        return _("%(found)s of %(total)s") % {"found": self.count, "total": self.all.total}

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1) if self.part.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1) if self.part.has_next() else ""

    def _url(self, number: int) -> str:
        query = self._query(number)
        return f"{self.url}?{urlencode(query)}" if query else self.url

    def _query(self, number: int) -> dict[str, Any]:
        return {PARAMETER: str(number)} if number > 1 else {}


def column_of(page: BasePage, name: str) -> Any:
    """Return the value of a column or the key of a foreign key; None for other names."""
    known = {field.name: field.attname for field in page._meta.concrete_fields}
    return getattr(page, known[name]) if name in known else None


def number_from(text: str) -> int:
    """Return the number of a part, which is written in one way only: '1', and not '01'."""
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text):
        raise BadRequest("There is no such part of the list.")
    return int(text)
