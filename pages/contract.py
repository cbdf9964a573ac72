"""What a page type declares of itself, once; services derive from it and name no type.

The attributes stand in `BasePage`: `translated_panels`, `shared_panels`, `internal_fields` for its
form; `search_kind`, `listing`, `data`, `schema_type`, `help_chapter`, `quick_add` and `changes_at`
for all else. System checks say what is missing. A view that tells of all pages is
`purged_with_pages`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, QuerySet

if TYPE_CHECKING:
    from .models import BasePage


@dataclass(frozen=True)
class Kind:
    """A kind of search result: `value` is part of addresses (`?tipo=hecho`), Spanish, and stays."""

    value: str
    label: object
    plural: object


@dataclass(frozen=True)
class Listing:
    """The pages of one type that stand below a page, as a list for readers.

    `of` is the type's label; `order` names columns; `feed` is the name of the list's feed within
    the page's address ('' for none); `filters` are columns with choices or names of relations, by
    which readers narrow the list; `length` is how many stand on one part of it.
    """

    of: str
    order: tuple[str, ...] = ("-first_published_at", "-pk")
    feed: str = ""
    filters: tuple[str, ...] = ()
    length: int = 20

    @property
    def model(self) -> type["BasePage"]:
        return apps.get_model(self.of)

    def pages_below(self, page: "BasePage") -> QuerySet:
        """Return the public pages of the list, in order."""

        below = self.model.objects.child_of(page).published().public()
        return below.order_by(*map(last_without_value, self.order))


@dataclass(frozen=True)
class Data:
    """The pages of a type as files to take away (`oim_portal.open_data`), `/datos/avisos.json` …

    `name` is part of addresses, Spanish; `key` is the list of pages in JSON and `record` one of
    them in its schema, English: all three stay. `description` says to readers what is told, `about`
    to programs, in English, where it should be something else. The title is that of `search_kind`.
    """

    name: str
    key: str
    record: str
    description: object
    about: str = ""


def last_without_value(name: str) -> object:
    """Return an order in which rows without a value come last, in whichever direction."""
    column = F(name.removeprefix("-"))
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


def purged_with_pages(view: Callable) -> Callable:
    """Mark a view outside the tree whose answer tells of pages, such as a feed or the sitemap.

    Its address takes no argument and has a name; caches fetch it anew after each change.
    """
    view.purged_with_pages = True
    return view


def page_types() -> list[type["BasePage"]]:
    """Return all page types, in the order of the installed apps and their models."""
    from .models import BasePage

    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def kinds() -> dict[str, Kind]:
    """Return the kinds of search results that are pages or parts of pages, by their value."""
    whole = [model.search_kind for model in page_types()]
    parts = [model.part_kind for model in page_types() if model.part_kind]
    return {kind.value: kind for kind in [*whole, *parts]}


def listings_of(model: type["BasePage"]) -> list[type["BasePage"]]:
    """Return the page types that list pages of a type."""
    return [each for each in page_types() if each.listing and issubclass(model, each.listing.model)]
