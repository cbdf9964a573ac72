"""Navigation of a page: menu, breadcrumbs and language links, in at most one query."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language_from_path, override
from wagtail.models import Site

from .filters import preserved_query
from .languages import Localized, current_language, localized
from .metadata.urls import path_below
from .models import BasePage
from .models.home import figures
from .site_cache import site_cache

WAYS_ON = 3  # from a page that leads nowhere by itself


@dataclass(frozen=True)
class Line:
    """A page in the menu, independent of the current page."""

    path: str
    title: Localized
    url: str
    name: str = ""


@dataclass
class Entry:
    """An entry of the menu on the current page, with the entries below it."""

    title: Localized
    url: str
    name: str = ""
    is_current: bool = False
    is_open: bool = False
    children: list["Entry"] = field(default_factory=list)


class Outline:
    """The menu and breadcrumbs of a page.

    `page` is None for a response outside the tree, such as a 404, which has the menu too.
    """

    def __init__(self, request: HttpRequest, page: BasePage | None = None) -> None:
        self.request = request
        self.page = page
        self.site_cache = site_cache(request)
        site = Site.find_for_request(request)
        self.root: BasePage | None = site.root_page if site else None
        self._sections: list[Entry] | None = None

    @classmethod
    def of(cls, request: HttpRequest, page: BasePage | None) -> "Outline":
        """Return the outline of this request and page, created once."""
        known = getattr(request, "portal_outline", None)
        if known is None or known.page != page:
            known = request.portal_outline = cls(request, page)
        return known

    @property
    def _menu_pages(self) -> list[BasePage]:
        # Read each time, so that each cached fragment with the menu records its expiry.
        return self.site_cache.menu_below(self.root) if self.root else []

    @cached_property
    def _ancestors(self) -> list[BasePage]:
        """The public ancestors below the front page; queries only those outside the menu."""
        known = {page.path: page for page in self._menu_pages}
        missing = [path for path in self._ancestor_paths if path not in known]
        if missing:
            found = BasePage.objects.filter(path__in=missing).published().public()
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
    def parent(self) -> BasePage | None:
        """The public page above this one, the front page if there is none between."""
        return next(reversed(self._ancestors), self.root)

    @property
    def menu(self) -> list[Entry]:
        """The sections of the site with their child pages."""
        lines = self._menu_lines
        if self._sections is None:
            self._sections = self._sections_of(lines)
        return self._sections

    @property
    def _menu_lines(self) -> list[Line]:
        """The menu that all pages share, in tree order."""

        def write() -> list[Line]:
            return [self._line(page) for page in self._menu_pages]

        return self.site_cache.get_or_set(("menu lines", current_language()), write, apart=True)

    def _sections_of(self, lines: list[Line]) -> list[Entry]:
        by_path: dict[str, Entry] = {}
        sections: list[Entry] = []
        for line in lines:
            entry = by_path[line.path] = self._entry(line)
            parent = by_path.get(line.path[: -BasePage.steplen])
            if len(line.path) == len(self.root.path) + BasePage.steplen:
                sections.append(entry)
            elif parent:
                parent.children.append(entry)
        return sections

    @property
    def main_menu(self) -> list[Entry]:
        """The sections of the site, each followed by those pages in it that have a name there.

        Of a section and a page in it, only the inner one is open.
        """
        entries: list[Entry] = []
        for section in self.menu:
            named = [entry for entry in section.children if entry.name]
            is_open = section.is_open and not any(entry.is_open for entry in named)
            entries += [replace(section, is_open=is_open), *named]
        return entries

    def contents(self) -> list[Entry]:
        """The main menu with what is in each entry: what its page counts, else its pages."""
        key = ("figures", self.root and self.root.pk, current_language())
        counted: dict[str, list[Entry]] = defaultdict(list)
        for page, figure in self.site_cache.get_or_set(key, partial(figures, self.request)):
            url = page.get_url(self.request)
            said = Localized(f"{figure.number} {figure.label}", current_language())
            counted[url].append(Entry(said, f"{url}#{figure.fragment}".rstrip("#")))
        found = []
        for entry in self.main_menu:
            pages = [each for each in entry.children if not each.name]
            found.append(replace(entry, children=counted[entry.url] or pages))
        return found

    @property
    def ways_on(self) -> list[Entry]:
        """The pages before and after this one in its section, then others of the main menu."""
        beside = next((section.children for section in self.menu if section.is_open), [])
        place = next((number for number, entry in enumerate(beside) if entry.is_open), None)
        near = beside if place is None else beside[max(place - 1, 0) : place + 2]
        # The page's own section and the front page come last.
        rest = sorted([*self.main_menu, *self.breadcrumbs[:1]], key=lambda entry: entry.is_open)
        found = {entry.url: entry for entry in [*near, *rest] if not entry.is_current}
        return list(found.values())[: max(WAYS_ON, len(near))]

    @cached_property
    def breadcrumbs(self) -> list[Entry]:
        """The path from the front page to what is shown, without it; empty on the front page."""
        if self.root is None or (self.page and self.page.depth <= self.root.depth):
            return []
        return [self._entry(self._line(page)) for page in (self.root, *self._ancestors)]

    def _line(self, page: BasePage) -> Line:
        title, url = localized(page, "display_title"), page.get_url(self.request)
        return Line(page.path, title, url, str(page.specific_class.menu_name))

    def _entry(self, line: Line) -> Entry:
        here = self.page.path if self.page and self.page.path else ""
        return Entry(
            title=line.title,
            url=line.url,
            name=line.name,
            is_current=line.path == here,
            is_open=bool(here) and here.startswith(line.path),
        )


@dataclass(frozen=True)
class LanguageLink:
    """A link to the same page in another language."""

    code: str
    name: str
    url: str
    is_current: bool


def language_links(request: HttpRequest, page: BasePage | None) -> list[LanguageLink]:
    """Return a link for each language, to this page or view, else to the front page.

    Query parameters that the view has validated, such as filters, stay; others do not. A page in a
    language of its own has no other: its links lead to the page above it.
    """
    is_alone = page is not None and bool(page.own_language)
    page = Outline.of(request, page).parent if is_alone else page
    is_page = page is not None and page.pk
    is_view = page is None and is_view_of_languages(request)
    target = page if is_page else Outline.of(request, page).root
    query = preserved_query(request) if is_page or is_view else ""
    active = current_language()
    links = []
    for code, name in settings.LANGUAGES:
        if is_view:
            url = translate_url(request.path, code)
        else:
            with override(code):
                url = (target.get_url(request) if target else None) or f"/{code}/"
                url += path_below(page) if is_page else ""
        is_current = code == active and not is_alone
        links.append(LanguageLink(code, name, f"{url}{query}", is_current))
    return links


def is_view_of_languages(request: HttpRequest) -> bool:
    """Return whether the request is for a view of the portal that exists in every language."""
    match = request.resolver_match
    in_language = get_language_from_path(request.path_info)
    return bool(in_language and match and match.url_name != "wagtail_serve")
