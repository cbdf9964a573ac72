"""Impact of unpublishing, moving or renaming a page: addresses, pages below, uses, redirects."""

import copy
from dataclasses import dataclass

from oim_portal.accounts.models import User
from pages.languages import language_names
from pages.models import BasePage
from pages.site_cache import MENU_LEVELS

from .usage import Place, places

#: How many pages below are listed; the rest is counted.
NAMED = 20


@dataclass(frozen=True)
class Address:
    """A page's address in one language before and after the change; None for no address."""

    language: str
    old: str
    new: str | None


@dataclass(frozen=True)
class PageImpact:
    """Everything that changes for readers."""

    addresses: list[Address]
    below: list[BasePage]
    below_count: int
    places: list[Place]
    in_menu: bool
    redirect_count: int


def impact_of(
    page: BasePage, user: User, url_path: str | None = None, *, deletes: bool = False
) -> PageImpact:
    """Return the impact of giving a page the path `url_path`, or of unpublishing it (None).

    One that `deletes` takes the pages below away too, and with them what leads to them.

    Redirects are counted as `pages.redirects.receivers` creates them: for a live page and each live
    page below it, in each language.
    """
    below = page.get_descendants().published().order_by("path")
    count = below.count()
    gone = [page, *below[:NAMED]] if deletes else [page]
    found = {place for each in gone for place in places(each, user, besides=page)}
    moves = url_path is not None and url_path != page.url_path
    own = page.live and has_own_url(page)
    return PageImpact(
        addresses=addresses(page, url_path),
        below=list(below[:NAMED]),
        below_count=count,
        places=sorted(found, key=lambda place: (place.kind, place.title)),
        in_menu=page.live and page.show_in_menus and level_of(page) <= MENU_LEVELS,
        redirect_count=len(languages_of_address(page)) * (count + own) if moves else 0,
    )


def addresses(page: BasePage, url_path: str | None) -> list[Address]:
    """Return the addresses of a live page in each language; none for a draft."""
    if not (page.live and has_own_url(page)):
        return []
    after = copy.copy(page)
    after.url_path = url_path
    return [
        Address(name, page.url_in(code), after.url_in(code) if url_path else None)
        for code, name in languages_of_address(page)
        if page.url_in(code)
    ]


def languages_of_address(page: BasePage) -> list[tuple[str, str]]:
    """Return the languages in which a page has an address: one in its own has it once."""
    return [*language_names().items()][: 1 if page.own_language else None]


def has_own_url(page: BasePage) -> bool:
    """Return whether a page has a URL of its own, and is not merely shown on another page."""
    return not (page.specific_class and page.specific_class.shown_on)


def level_of(page: BasePage) -> int:
    """Return how many levels below its site's front page a page is; sections are 1."""
    site = page.get_site()
    return page.depth - site.root_page.depth if site else MENU_LEVELS + 1


def path_below(page: BasePage, parent: BasePage) -> str:
    """Return the `url_path` of a page below another parent."""
    return f"{parent.url_path}{page.slug}/"


def renamed_path(page: BasePage, slug: str) -> str:
    """Return the `url_path` of a page with another slug."""
    return f"{page.url_path.removesuffix(f'{page.slug}/')}{slug}/"


def changes_address(draft: BasePage) -> bool:
    """Return whether publishing a draft gives a live page another address."""
    renamed = BasePage.objects.filter(pk=draft.pk, live=True).exclude(slug=draft.slug)
    return has_own_url(draft) and renamed.exists()
