"""The public addresses that a cache may keep: a page's, and all."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from pages.languages import language_codes
from pages.models import BasePage
from pages.models.privacy import is_private


def addresses_of(pages: Iterable[BasePage]) -> list[str]:
    """Return the full addresses of pages, each in every language; none for a page of no site."""
    found = {}
    once = SimpleNamespace()  # on which Wagtail keeps the sites, to ask for them once
    for page in pages:
        for code in language_codes():
            with override(code):
                parts = page.get_url_parts(once)
            if parts and parts[2]:
                found[settings.PORTAL_URL + parts[2]] = None
    return list(found)


# What tells of all pages: by the names of its addresses, one in each language.
LISTS = ("changes", "open_data")


def lists() -> list[str]:
    """Return the addresses that tell of all pages: feeds, data, sitemap."""
    paths = []
    for code in language_codes():
        with override(code):
            paths += [reverse(name) for name in LISTS]
    return [settings.PORTAL_URL + path for path in [*paths, reverse("sitemap")]]


def moved_addresses(page: BasePage, parent: BasePage, old_path: str) -> Iterator[str]:
    """Return where a page and those below it stood before a move or a change of slug.

    `parent` is the page above it at that time, `old_path` its `url_path` then; the page itself
    and those below have their new ones.
    """
    slug = old_path.rstrip("/").rpartition("/")[2]
    below = page.get_descendants(inclusive=True).values_list("url_path", flat=True)
    tails = [path[len(page.url_path) :] for path in below]
    for code in language_codes():
        if above := parent.url_in(code):
            for tail in tails:
                yield f"{settings.PORTAL_URL}{above}{slug}/{tail}"


def everything() -> list[str]:
    """Return all addresses that visitors may see, in the order of the tree."""
    return [*addresses_of(public_pages()), *of_no_page()]


def portion(after: str, pages: int) -> tuple[list[str], str]:
    """Return a part of `everything`: the addresses of so many pages behind a place in the tree.

    Places are paths of the tree, "" is the start. The second value is the place that the next
    portion begins behind, or "" when this is the last one.
    """
    found = list(public_pages().filter(path__gt=after)[:pages])
    if len(found) == pages:
        return addresses_of(found), found[-1].path
    return [*addresses_of(found), *of_no_page()], ""


def public_pages() -> Iterable[BasePage]:
    root = Site.objects.get(is_default_site=True).root_page
    pages = BasePage.objects.live().descendant_of(root, inclusive=True).filter(~is_private())
    return pages.defer_streamfields().order_by("path")


def of_no_page() -> list[str]:
    return [*lists(), f"{settings.PORTAL_URL}/robots.txt"]
