"""Kinds of search results: those that page types declare (`pages.contract`), and documents."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from pages import contract
from pages.contract import Kind

DOCUMENT = Kind("documento", _("document"), _("Documents"))


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by their value, in the order of the filters."""
    return contract.kinds() | {DOCUMENT.value: DOCUMENT}


@cache
def part_kinds() -> frozenset[str]:
    """Return the values of kinds that are parts of pages."""
    return frozenset(each.part_kind.value for each in contract.page_types() if each.part_kind)
