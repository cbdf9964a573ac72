"""Addresses below a listing (`pages.addresses`) whose listing or page had another slug."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from ..addresses import Address, Addresses
from ..contract import page_types
from ..listings import addresses_of
from ..models import BasePage
from ..models.home import MOST_BELOW
from ..models.published import is_published
from ..page_views import pages_at
from .lookup import find_redirect


def moved_address(request: HttpRequest) -> str:
    """Return the URL of what was at the path of a request, or of its feed; '' for nothing.

    In one step, whatever has another slug: the listing, a page above it, the programme, or both.
    """
    place, _slash, name = request.path_info.rpartition("/")
    for listing, below in listings_above(request, place.strip("/").split("/")):
        addresses = addresses_of(listing, request)
        address = addresses.at(f"{below}/") or renamed(request, listing, addresses, below)
        if address and (not name or name in listing.listing.feeds):
            return f"{listing.get_url(request)}{address.path}{name}"
    return ""


def listings_above(request: HttpRequest, parts: list[str]) -> Iterator[tuple[BasePage, str]]:
    """Yield the public listings that are or were above a path, each with the rest of it.

    No query for a path whose end is no address of any listing.
    """
    listings = [model.listing for model in page_types() if model.listing]
    for end in range(len(parts) - 1, 1, -1)[:MOST_BELOW]:
        if not any(listing.has_address(parts[end]) for listing in listings):
            continue
        page = pages_at(request, "/".join(parts[1:end])).public().first()
        if page is None and (found := find_redirect(request, "/".join(["", *parts[:end]]))):
            page = BasePage.objects.public().filter(pk=found.redirect_page_id).first()
        if page and page.specific_class and page.specific_class.listing:
            yield page.specific, "/".join(parts[end:])


def renamed(
    request: HttpRequest, listing: BasePage, addresses: Addresses, below: str
) -> Address | None:
    """Return the address below a listing by a page that had the slug at the end of a path."""
    first, _slash, last = below.partition("/")
    if not last or first not in listing.listing.filters:
        return None
    name = listing.listing.filters[first]
    field: Any = listing.listing.model._meta.get_field(name)
    if not (field.is_relation and issubclass(field.related_model, BasePage)):
        return None
    known = {each.lookup[name]: each for each in addresses if name in each.lookup}
    redirects = Redirect.get_for_site(Site.find_for_request(request)).filter(
        is_published("redirect_page__"), old_path__iendswith=f"/{last}"
    )
    pages = redirects.order_by("-pk").values_list("redirect_page", flat=True)
    return next((known[page] for page in pages if page in known), None)
