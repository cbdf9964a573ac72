"""Place of the trash in the page tree: its root, containers, locks and querysets."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, Subquery
from django.shortcuts import get_object_or_404
from wagtail.models import PageQuerySet

from oim_portal.media.deletion import delete_permanently
from pages.models import BasePage

from .models import ROOT_SLUG, TrashPage

_moving: ContextVar[bool] = ContextVar("moving", default=False)


@contextmanager
def moving() -> Iterator[None]:
    """Allow pages to move into and out of the trash within."""
    token = _moving.set(True)
    try:
        yield
    finally:
        _moving.reset(token)


def is_moving() -> bool:
    return _moving.get()


def trash_root() -> TrashPage | None:
    """Return the root of the trash; None before the first deletion."""
    return TrashPage.objects.filter(depth=2, slug=ROOT_SLUG).first()


def lock_tree() -> BasePage:
    """Lock moves into and out of the trash until the transaction ends."""
    return BasePage.objects.select_for_update().get(depth=1)


def lock_pages(page: BasePage) -> None:
    """Lock a page and those below it against saving and publishing until the transaction ends.

    From the top down, the parent first: the order of publishing a page and renaming those below it.
    """
    places = Q(path__startswith=page.path) | Q(path=page.path[: -page.steplen])
    rows = BasePage._base_manager.select_for_update().filter(places).order_by("path")
    list(rows.values_list("pk"))


def add_container(title: str) -> TrashPage:
    """Create a container for one deletion; the tree has to be locked."""
    root = trash_root()
    if root is None:
        root = TrashPage(title="Papelera", slug=ROOT_SLUG, live=False, show_in_menus=False)
        BasePage.get_first_root_node().add_child(instance=root)
    container = TrashPage(title=title, slug=uuid.uuid4().hex, live=False, show_in_menus=False)
    container.slug = f"d{container.slug}"  # a slug of digits alone reads like a number
    return root.add_child(instance=container)


def remove_container(pk: int | None) -> None:
    """Delete the container of a deletion, if its page has left it."""
    with delete_permanently():
        TrashPage.objects.filter(pk=pk, numchild=0).delete()


def is_in_trash(page: BasePage) -> bool:
    """Return whether a page is in the trash, or is its root."""
    root = trash_root()
    return root is not None and page.path.startswith(root.path)


def outside_trash(pages: PageQuerySet) -> PageQuerySet:
    """Return the pages of a queryset outside the trash, without its root."""
    root = trash_root()
    return pages if root is None else pages.exclude(path__startswith=root.path)


def inside_trash(pages: PageQuerySet) -> PageQuerySet:
    """Return the pages of a queryset inside the trash, with its root."""
    root = trash_root()
    return pages.none() if root is None else pages.filter(path__startswith=root.path)


def get_page_or_404(pk: int) -> BasePage:
    """Return the page with this primary key, of its own type.

    Raises Http404 if there is none, or if it is in the trash: it has to be restored first.
    """
    return get_object_or_404(outside_trash(BasePage.objects.filter(depth__gt=1)), pk=pk).specific


@dataclass(frozen=True)
class StoredPlace:
    """Place of a page in the tree, as stored in the database."""

    path: str
    depth: int
    numchild: int
    slug: str
    url_path: str
    root: str | None  # the path of the trash

    @property
    def is_in_trash(self) -> bool:
        return self.root is not None and self.path.startswith(self.root)


def place_of(**page) -> StoredPlace | None:
    """Return a page's stored place, locked until the transaction ends; None if it is gone."""
    root = TrashPage.objects.filter(depth=2, slug=ROOT_SLUG).order_by().values("path")[:1]
    rows = BasePage._base_manager.select_for_update().filter(**page)
    names = ("path", "depth", "numchild", "slug", "url_path")
    found = rows.values_list(*names, Subquery(root)).first()
    return StoredPlace(*found) if found else None


def keep_place(page: BasePage, stored: StoredPlace) -> None:
    """Set the place of a page about to be saved to the stored one: it may have moved since."""
    if page.path != stored.path:
        above = stored.url_path.removesuffix(f"{stored.slug}/")
        page.url_path = f"{above}{page.slug}/"
    page.path, page.depth, page.numchild = stored.path, stored.depth, stored.numchild


def address_of(page: BasePage) -> str:
    """Return the path of a page in the source language; '' outside the site."""
    return page.url_in(settings.LANGUAGE_CODE) or ""
