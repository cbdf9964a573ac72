"""Where the bin is in the tree of pages."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, Subquery
from django.shortcuts import get_object_or_404
from wagtail.models import PageQuerySet

from pages.models import BasePage

from .models import ROOT_SLUG, TrashPage
from .permanent_deletion import delete_permanently

_moving: ContextVar[bool] = ContextVar("moving", default=False)


@contextmanager
def moving() -> Iterator[None]:
    """Let pages move into and out of the bin within."""
    token = _moving.set(True)
    try:
        yield
    finally:
        _moving.reset(token)


def is_moving() -> bool:
    return _moving.get()


def trash_root() -> TrashPage | None:
    """Return the root of the bin; None as long as nothing was ever deleted."""
    return TrashPage.objects.filter(depth=2, slug=ROOT_SLUG).first()


def lock_tree() -> BasePage:
    """Let nobody else move pages into or out of the bin until the transaction ends."""
    return BasePage.objects.select_for_update().get(depth=1)


def lock_pages(page: BasePage) -> None:
    """Let nobody save or publish a page or one below it until the transaction ends.

    From above to below, its parent first, as those lock who publish a page and rename those below.
    """
    places = Q(path__startswith=page.path) | Q(path=page.path[: -page.steplen])
    rows = BasePage._base_manager.select_for_update().filter(places).order_by("path")
    list(rows.values_list("pk"))


def add_container(title: str) -> TrashPage:
    """Make a container for one deletion; the tree has to be locked."""
    root = trash_root()
    if root is None:
        root = TrashPage(title="Papelera", slug=ROOT_SLUG, live=False, show_in_menus=False)
        BasePage.get_first_root_node().add_child(instance=root)
    container = TrashPage(title=title, slug=uuid.uuid4().hex, live=False, show_in_menus=False)
    container.slug = f"d{container.slug}"  # a slug of digits alone reads like a number
    return root.add_child(instance=container)


def remove_container(pk: int | None) -> None:
    """Remove the container of a deletion, from which its page has gone."""
    with delete_permanently():
        TrashPage.objects.filter(pk=pk, numchild=0).delete()


def is_in_trash(page: BasePage) -> bool:
    """Say whether a page is in the bin, or is the bin."""
    root = trash_root()
    return root is not None and page.path.startswith(root.path)


def outside_trash(pages: PageQuerySet) -> PageQuerySet:
    """Leave out of a queryset of pages what is in the bin, and the bin itself."""
    root = trash_root()
    return pages if root is None else pages.exclude(path__startswith=root.path)


def inside_trash(pages: PageQuerySet) -> PageQuerySet:
    """Leave of a queryset of pages what is in the bin, and the bin itself."""
    root = trash_root()
    return pages.none() if root is None else pages.filter(path__startswith=root.path)


def get_page_or_404(pk: int) -> BasePage:
    """Return the page that the address of a screen names, of its own type.

    Raises Http404 without one, and for what is in the bin: it has to be restored first.
    """
    return get_object_or_404(outside_trash(BasePage.objects.filter(depth__gt=1)), pk=pk).specific


@dataclass(frozen=True)
class StoredPlace:
    """Where a page is in the tree, by the database."""

    path: str
    depth: int
    numchild: int
    slug: str
    url_path: str
    root: str | None  # the path of the bin

    @property
    def is_in_trash(self) -> bool:
        return self.root is not None and self.path.startswith(self.root)


def place_of(**page) -> StoredPlace | None:
    """Return where a page is, and let nobody move it until the transaction ends; None if gone."""
    root = TrashPage.objects.filter(depth=2, slug=ROOT_SLUG).order_by().values("path")[:1]
    rows = BasePage._base_manager.select_for_update().filter(**page)
    names = ("path", "depth", "numchild", "slug", "url_path")
    found = rows.values_list(*names, Subquery(root)).first()
    return StoredPlace(*found) if found else None


def keep_place(page: BasePage, stored: StoredPlace) -> None:
    """Let a page that is about to be saved be where it is stored: it may have moved since."""
    if page.path != stored.path:
        above = stored.url_path.removesuffix(f"{stored.slug}/")
        page.url_path = f"{above}{page.slug}/"
    page.path, page.depth, page.numchild = stored.path, stored.depth, stored.numchild


def address_of(page: BasePage) -> str:
    """Return the path at which readers of the source language find a page; '' outside the site."""
    parts = page.url_in(settings.LANGUAGE_CODE)
    return parts or ""
