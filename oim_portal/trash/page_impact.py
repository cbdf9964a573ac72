"""What changes for readers when a page is taken off the site, moved or given another slug."""

import copy
from dataclasses import dataclass

from django.conf import settings

from oim_portal.accounts.models import User
from pages.models import BasePage
from pages.site_cache import MENU_LEVELS

from .usage import Place, places

#: How many pages below are named; the others are counted.
NAMED = 20

#: Set on a request that has been asked about a new address, so that the hook lets it pass.
ADDRESS_CHANGE_CONFIRMED = "address_change_asked"


@dataclass(frozen=True)
class Address:
    """A page's address in one language, now and afterwards; None when it will have none."""

    language: str
    old: str
    new: str | None


@dataclass(frozen=True)
class PageImpact:
    """All that a person should know before."""

    addresses: list[Address]
    below: list[BasePage]
    below_count: int
    places: list[Place]
    in_menu: bool
    redirect_count: int


def impact_of(page: BasePage, user: User, url_path: str | None = None) -> PageImpact:
    """Return what follows when a page comes to stand at `url_path`, or leaves the site (None).

    Redirects are counted as `receivers.py` makes them: for a page that is live, and each live page
    below it, in each language.
    """
    below = page.get_descendants().published().order_by("path")
    count = below.count()
    moves = url_path is not None and url_path != page.url_path
    return PageImpact(
        addresses=addresses(page, url_path),
        below=list(below[:NAMED]),
        below_count=count,
        places=places(page, user),
        in_menu=page.live and page.show_in_menus and level_of(page) <= MENU_LEVELS,
        redirect_count=len(settings.LANGUAGES) * (count + page.live) if moves else 0,
    )


def addresses(page: BasePage, url_path: str | None) -> list[Address]:
    """Return the addresses of a live page in each language; none of a draft."""
    if not page.live:
        return []
    after = copy.copy(page)
    after.url_path = url_path
    return [
        Address(name, page.url_in(code), after.url_in(code) if url_path else None)
        for code, name in settings.LANGUAGES
        if page.url_in(code)
    ]


def level_of(page: BasePage) -> int:
    """Return how deep below its site's front page a page stands; the sections are 1."""
    site = page.get_site()
    return page.depth - site.root_page.depth if site else MENU_LEVELS + 1


def path_below(page: BasePage, parent: BasePage) -> str:
    """Return the `url_path` that a page gets below another parent."""
    return f"{parent.url_path}{page.slug}/"


def renamed_path(page: BasePage, slug: str) -> str:
    """Return the `url_path` that a page gets with another slug."""
    return f"{page.url_path.removesuffix(f'{page.slug}/')}{slug}/"


def changes_address(draft: BasePage) -> bool:
    """Say whether publishing a draft gives a live page another address."""
    return BasePage.objects.filter(pk=draft.pk, live=True).exclude(slug=draft.slug).exists()
