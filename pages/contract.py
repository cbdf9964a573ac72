"""Declarations of a page type, from which services derive their behaviour.

No service names a page type. The attributes are in `BasePage`: `translated_panels`,
`folded_panels`, `shared_panels`, `internal_fields` and `page_description` for the edit form and
the way there; `search_kind`, `listing`, `data`, `schema_type`, `shown_on`, `frame`,
`single_language`, `help_chapter`, `quick_add`, `own_fields`, `changes_at`, `must_be_public`,
`is_cited`, `embed` and others for everything else. System checks report what is
missing (`pages.checks`). Views that depend on all pages are `purged_with_pages`; those of one page
are in `views_of_page`, or in `views_below` where their URLs begin with its own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from .models import BasePage

# URLs relative to that of a page, Spanish in every language and permanent: its citation in files,
# and itself in a frame. No slug has a dot.
CITATIONS = ("cita.bib", "cita.ris", "cita.json")
FRAMED = "insertar.html"
YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True)
class Kind:
    """A kind of search result; `value` is part of URLs (`?tipo=hecho`), Spanish and permanent."""

    value: str
    label: object
    plural: object


@dataclass(frozen=True)
class Listing:
    """A listing of the child pages of one type, shown by their parent page.

    `of` is the label of the page type; `order` names columns; `feed` is the last part of the URL of
    the feed ('' for none), beside which is one in JSON; `length` is the number of pages in one
    part. Years of the column `archive`, and values of the relations or columns with choices in
    `filters`, have URLs below that of the listing (`pages.addresses`): the keys are their first
    parts, Spanish in every language and permanent. A page whose moment in the column `until` has
    passed is in the archive alone.
    """

    of: str
    order: tuple[str, ...] = ("-first_published_at", "-pk")
    feed: str = ""
    archive: str = ""
    until: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    length: int = 20

    @property
    def model(self) -> type["BasePage"]:
        return apps.get_model(self.of)

    @property
    def feeds(self) -> tuple[str, ...]:
        """The last parts of the URLs of its feeds: Atom, then JSON Feed."""
        return (self.feed, f"{self.feed.removesuffix('.xml')}.json") if self.feed else ()

    def has_address(self, part: str) -> bool:
        """Return whether an address below the listing may begin with a part of a URL."""
        return part in self.filters or bool(self.archive and YEAR.fullmatch(part))

    def pages_below(self, page: "BasePage") -> QuerySet:
        """Return the public pages of the listing with its archive, in order."""

        below = self.model.objects.child_of(page).published().public()
        return below.order_by(*map(last_without_value, self.order))

    def current(self, pages: QuerySet) -> QuerySet:
        """Return those of these pages whose moment has not passed."""
        return pages.filter(**{f"{self.until}__gt": timezone.now()}) if self.until else pages

    def past(self, pages: QuerySet) -> QuerySet:
        """Return those that are in the archive: all, or those whose moment has passed."""
        if not self.until:
            return pages
        passed = pages.filter(**{f"{self.until}__lte": timezone.now()})
        return passed.order_by(f"-{self.until}", "-pk")


@dataclass(frozen=True)
class Data:
    """The pages of a type as an open data set (`oim_portal.open_data`), `/datos/avisos.json` …

    `name` is part of URLs, in Spanish; `key` names the array of pages in the JSON file and `record`
    one page in its schema, in English: all three are permanent. `description` is for readers,
    `about` for programs, in English, where the two differ. The title is that of `search_kind`.
    `left_out` has the reason for each field that is not told; `computed` maps attributes that are
    texts to their labels.
    """

    name: str
    key: str
    record: str
    description: object
    about: str = ""
    left_out: dict[str, str] = field(default_factory=dict)
    computed: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Embed:
    """How other sites show a page in a frame.

    `template` extends `pages/embed.html`; `height` of the frame is in pixels.
    """

    template: str
    height: int


@dataclass(frozen=True)
class Figure:
    """A number on the front page, in words that agree with it; a link to `fragment` of its page."""

    number: int
    label: object
    fragment: str = ""


@dataclass(frozen=True)
class FirstDraft:
    """The draft of a type that a new portal has below its front page, with a title and no text.

    Staff find the place of such content that way; nothing of it is public. `title` is by language.
    """

    slug: str
    title: dict[str, str]


def last_without_value(name: str) -> object:
    """Return the ordering by a column in which NULL comes last in both directions."""
    column = F(name.removeprefix("-"))
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


def anchor_of_file(document_pk: int) -> str:
    """Return the HTML id of a file on the page that offers it (`file_rows`)."""
    return f"archivo-{document_pk}"


def purged_with_pages(view: Callable) -> Callable:
    """Mark a view outside the tree whose response depends on pages, such as a feed or the sitemap.

    Its URL pattern has a name and takes no arguments; it is purged from caches at each change.
    """
    view.purged_with_pages = True
    return view


def page_types() -> list[type["BasePage"]]:
    """Return all page types, in the order of the installed apps and their models."""
    from .models import BasePage

    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def kinds() -> dict[str, Kind]:
    """Return the kinds of search results for pages and parts of pages, by their value."""
    whole = [model.search_kind for model in page_types()]
    parts = [model.part_kind for model in page_types() if model.part_kind]
    return {kind.value: kind for kind in [*whole, *parts]}


def listings_of(model: type["BasePage"]) -> list[type["BasePage"]]:
    """Return the page types that list pages of a type."""
    return [each for each in page_types() if each.listing and issubclass(model, each.listing.model)]


def parents_of(model: type["BasePage"]) -> list[type["BasePage"]]:
    """Return the page types below which a page of a type may be added."""
    possible = model.clean_parent_page_models()
    return [each for each in possible if model in each.clean_subpage_models()]


def page_that_shows(model: type["BasePage"], request: object = None) -> "BasePage | None":
    """Return the public page that shows the pages of a type; None without one.

    Queried once for all pages of the site where the request has a site cache, else each time.
    """

    def find() -> "BasePage | None":
        places = apps.get_model(model.shown_on).objects.published().public()
        return places.order_by("path").first()

    cache = getattr(request, "portal_site_cache", None)
    return (
        cache.get_or_set(("page that shows", model.shown_on), find, apart=True) if cache else find()
    )
