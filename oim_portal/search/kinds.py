"""Kinds of search results: those that page types declare, documents, and the text of files."""

from functools import cache

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pages import contract
from pages.contract import Kind
from pages.models import BasePage

from .models import SearchEntry

DOCUMENT = Kind("documento", _("document"), _("Documents"))
IN_FILE = Kind("en-archivo", _("the words are in the file"), _("In the text of files"))


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by their value, in the order of the filters."""
    return contract.kinds() | {kind.value: kind for kind in (DOCUMENT, IN_FILE)}


@cache
def part_kinds() -> frozenset[str]:
    """Return the values of kinds that are parts of pages."""
    return frozenset(each.part_kind.value for each in contract.page_types() if each.part_kind)


def kind_from(text: str) -> str:
    """Return the value of a kind from a URL, or ''. Raise BadRequest if it does not exist."""
    if text and text not in kinds():
        raise BadRequest("There is no such kind of results.")
    return text


def public_kinds() -> set[str]:
    """Return the values of the kinds of which there is anything public."""
    pages = BasePage.objects.published().public()
    public = Q(page=None) | Q(page__in=pages)
    return set(SearchEntry.objects.filter(public).values_list("kind", flat=True).distinct())
