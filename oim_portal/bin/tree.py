"""Where the bin is in the tree of pages."""

import uuid

from django.conf import settings
from wagtail.models import PageQuerySet

from pages.models import BasePage

from .models import ROOT_SLUG, BinPage


def bin_root() -> BinPage | None:
    """Return the root of the bin; None as long as nothing was ever deleted."""
    return BinPage.objects.filter(depth=2, slug=ROOT_SLUG).first()


def lock_tree() -> BasePage:
    """Let nobody else move pages into or out of the bin until the transaction ends."""
    return BasePage.objects.select_for_update().get(depth=1)


def add_container(title: str) -> BinPage:
    """Make a container for one deletion; the tree has to be locked."""
    root = bin_root()
    if root is None:
        root = BinPage(title="Papelera", slug=ROOT_SLUG, live=False, show_in_menus=False)
        BasePage.get_first_root_node().add_child(instance=root)
    container = BinPage(title=title, slug=uuid.uuid4().hex, live=False, show_in_menus=False)
    container.slug = f"d{container.slug}"  # a slug of digits alone reads like a number
    return root.add_child(instance=container)


def is_in_bin(page: BasePage) -> bool:
    """Say whether a page is in the bin, or is the bin."""
    root = bin_root()
    return root is not None and page.path.startswith(root.path)


def outside_bin(pages: PageQuerySet) -> PageQuerySet:
    """Leave out of a queryset of pages what is in the bin, and the bin itself."""
    root = bin_root()
    return pages if root is None else pages.exclude(path__startswith=root.path)


def address_of(page: BasePage) -> str:
    """Return the path at which readers of the source language find a page; '' outside the site."""
    parts = page.url_in(settings.LANGUAGE_CODE)
    return parts or ""
