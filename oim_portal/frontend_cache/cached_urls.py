"""The public addresses that a cache may keep: a page's, those that tell of it, and all."""

import logging
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.urls import LocalePrefixPattern, URLPattern, get_resolver, reverse
from django.utils.translation import override
from wagtail.models import ReferenceIndex, Site

from pages.languages import language_codes
from pages.models import BasePage
from pages.models.privacy import is_private

logger = logging.getLogger(__name__)


def addresses_of(pages: Iterable[BasePage]) -> list[str]:
    """Return the full addresses of pages, each in every language; none for a page of no site.

    The feed of the list that a page shows stands behind the page.
    """
    found = {}
    once = SimpleNamespace()  # on which Wagtail keeps the sites, to ask for them once
    for page in pages:
        listing = page.specific_class and page.specific_class.listing
        for code in language_codes():
            with override(code):
                parts = page.get_url_parts(once)
            if parts and parts[2]:
                address = settings.PORTAL_URL + parts[2]
                found[address] = None
                if listing and listing.feed:
                    found[address + listing.feed] = None
    return list(found)


def collected(found: Iterator[str]) -> list[str]:
    """Return what a generator of addresses finds, each once.

    Nothing may make a change fail: what goes wrong is logged, and the pass over all pages mends it.
    """
    addresses = {}
    try:
        with transaction.atomic():  # an error in here leaves the change's own transaction whole
            for address in found:
                addresses[address] = None
    except Exception:
        logger.exception("Not all addresses that a change touches could be found.")
    return list(addresses)


def addresses_around(pages: Iterable[BasePage]) -> Iterator[str]:
    """Yield the addresses of pages, then those of all above them with their feeds, the portal's.

    What else shows a page, such as its neighbours on the timeline, is left to the pass over all
    pages.
    """
    yield from addresses_of(pages)
    yield from addresses_of(above(pages))
    yield from portal_addresses()


def addresses_with(things: Iterable[Model]) -> Iterator[str]:
    """Yield the addresses of what is withdrawn, of pages that name it, of what lists its pages."""
    pages = [thing for thing in things if isinstance(thing, BasePage)]
    own = addresses_of(pages)
    yield from own
    yield from addresses_using(things)
    if own:  # not in the bin
        yield from addresses_of(above(pages))
        yield from portal_addresses()


def above(pages: Iterable[BasePage]) -> QuerySet[BasePage]:
    """Return the pages above these, nearest first: their lists, and the ways to them."""
    step = BasePage.steplen
    paths = {page.path[:end] for page in pages for end in range(2 * step, len(page.path), step)}
    return BasePage.objects.filter(path__in=paths).order_by("-depth", "path")


def addresses_using(things: Iterable[Model]) -> list[str]:
    """Return the addresses of the pages that name one of these, by Wagtail's index."""
    references = ReferenceIndex.get_references_to_in_bulk(things)
    users = set(references.values_list("base_content_type__model", "object_id"))
    ids = [int(pk) for model, pk in users if model == BasePage._meta.model_name]
    return addresses_of(BasePage.objects.filter(pk__in=ids).order_by("path"))


def portal_addresses() -> list[str]:
    """Return the addresses of the views that are `purged_with_pages`, in every language."""
    names = [each.name for each in patterns() if hasattr(each.callback, "purged_with_pages")]
    paths = {}
    for code in language_codes():
        with override(code):
            paths |= dict.fromkeys(map(reverse, names))
    return [settings.PORTAL_URL + path for path in paths]


def patterns() -> Iterator[URLPattern]:
    """Yield the portal's own addresses: first those without a language, then the others."""
    for each in get_resolver().url_patterns:
        if isinstance(each, URLPattern):
            yield each
        elif isinstance(each.pattern, LocalePrefixPattern):
            yield from (below for below in each.url_patterns if isinstance(below, URLPattern))


def moved_addresses(page: BasePage, parent: BasePage, old_path: str) -> Iterator[str]:
    """Return where a page and those below it stood before a move or a change of slug.

    `parent` is the page above it at that time, `old_path` its `url_path` then; the page itself
    and those below have their new ones.
    """
    slug = old_path.rstrip("/").rpartition("/")[2]
    below = page.get_descendants(inclusive=True)
    for code in language_codes():
        if above := parent.url_in(code):
            for each in below:
                tail = each.url_path[len(page.url_path) :]
                address = f"{settings.PORTAL_URL}{above}{slug}/{tail}"
                yield address
                listing = each.specific_class and each.specific_class.listing
                if listing and listing.feed:
                    yield address + listing.feed


def everything() -> list[str]:
    """Return all addresses that visitors may see, the page that was published last first."""
    return [*addresses_of(public_pages()), *portal_addresses()]


def portion(start: int, pages: int) -> tuple[list[str], bool]:
    """Return a part of `everything`: the addresses of so many pages behind the first `start`.

    The second value says whether more follow. A page that is published meanwhile moves to the
    front, so that others are named twice, and none is left out.
    """
    found = list(public_pages()[start : start + pages])
    if len(found) == pages:
        return addresses_of(found), True
    return [*addresses_of(found), *portal_addresses()], False


def public_pages() -> QuerySet[BasePage]:
    root = Site.objects.get(is_default_site=True).root_page
    pages = BasePage.objects.published().descendant_of(root, inclusive=True).filter(~is_private())
    newest = F("last_published_at").desc(nulls_last=True)
    return pages.defer_streamfields().order_by(newest, "-pk")
