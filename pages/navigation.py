"""What stands around a page: menu, breadcrumbs, languages. At most one query of its own."""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language_from_path, override
from wagtail.models import Site

from .languages import Localized, current_language, localized
from .models import BasePage
from .models.privacy import is_private
from .shared import shared


@dataclass
class Entry:
    """A line of the menu: a page, its address, and the lines below it."""

    title: Localized
    url: str
    is_current: bool = False
    is_open: bool = False
    children: list["Entry"] = field(default_factory=list)


class Outline:
    """The part of the tree that a page's surroundings show.

    `page` is None on pages outside the tree, such as a 404: the menu is still there.
    """

    def __init__(self, request: HttpRequest, page: BasePage | None = None) -> None:
        self.request = request
        self.page = page
        self.shared = shared(request)
        site = Site.find_for_request(request)
        self.root: BasePage | None = site.root_page if site else None
        self._sections: list[Entry] | None = None

    @classmethod
    def of(cls, request: HttpRequest, page: BasePage | None) -> "Outline":
        """Return the outline of this request and page, made once however often it is shown."""
        known = getattr(request, "_portal_outline", None)
        if known is None or known.page != page:
            known = request._portal_outline = cls(request, page)
        return known

    @property
    def _menu_pages(self) -> list[BasePage]:
        # Asked for each time, so that each part that shows the menu knows when it ends.
        return self.shared.menu_below(self.root) if self.root else []

    @cached_property
    def _ancestors(self) -> list[BasePage]:
        """The public pages between front page and page; those of the menu are known already."""
        known = {page.path: page for page in self._menu_pages}
        missing = [path for path in self._ancestor_paths if path not in known]
        if missing:
            found = BasePage.objects.filter(path__in=missing).live().filter(~is_private())
            known |= {page.path: page for page in found.defer_streamfields()}
        return [known[path] for path in self._ancestor_paths if path in known]

    @property
    def _ancestor_paths(self) -> list[str]:
        if self.root is None or self.page is None or not self.page.path:
            return []
        step = BasePage.steplen
        return [
            self.page.path[:end]
            for end in range(len(self.root.path) + step, len(self.page.path), step)
        ]

    @property
    def menu(self) -> list[Entry]:
        """The sections of the site with the pages right below them."""
        pages = self._menu_pages
        if self._sections is None:
            self._sections = self._sections_of(pages)
        return self._sections

    def _sections_of(self, pages: list[BasePage]) -> list[Entry]:
        by_path: dict[str, Entry] = {}
        sections: list[Entry] = []
        for page in pages:
            entry = by_path[page.path] = self._entry(page)
            parent = by_path.get(page.path[: -BasePage.steplen])
            if page.depth == self.root.depth + 1:
                sections.append(entry)
            elif parent:
                parent.children.append(entry)
        return sections

    @cached_property
    def breadcrumbs(self) -> list[Entry]:
        """The way from the front page to this page, without the page itself; empty at the top."""
        if self.root is None or self.page is None or self.page.depth <= self.root.depth:
            return []
        return [self._entry(page) for page in (self.root, *self._ancestors)]

    def _entry(self, page: BasePage) -> Entry:
        here = self.page.path if self.page and self.page.path else ""
        return Entry(
            title=localized(page, "display_title"),
            url=page.get_url(self.request),
            is_current=page.path == here,
            is_open=bool(here) and here.startswith(page.path),
        )


@dataclass(frozen=True)
class LanguageLink:
    """A link to the same page in another language."""

    code: str
    name: str
    url: str
    is_current: bool


def language_links(request: HttpRequest, page: BasePage | None) -> list[LanguageLink]:
    """Return a link for each language, to this page or view, else to the front page."""
    target = page if page is not None and page.pk else Outline.of(request, page).root
    active = current_language()
    links = []
    for code, name in settings.LANGUAGES:
        if page is None and is_view_of_languages(request):
            url = translate_url(request.get_full_path(), code)
        else:
            with override(code):
                url = (target.get_url(request) if target else None) or f"/{code}/"
        links.append(LanguageLink(code, name, url, is_current=code == active))
    return links


def is_view_of_languages(request: HttpRequest) -> bool:
    """Say whether a view of the portal, not Wagtail's for pages, answers in every language."""
    match = request.resolver_match
    in_language = get_language_from_path(request.path_info)
    return bool(in_language and match and match.url_name != "wagtail_serve")
