"""Requests to the public search, and readers of its results."""

from urllib.parse import urlencode

from bs4 import Tag
from django.core.files.base import ContentFile
from django.test import Client

from oim_portal.media.models import PortalDocument

from .html import page


def address(typed: str, language: str = "es", **filters: str) -> str:
    return f"/{language}/buscar/?{urlencode({'q': typed, **filters})}"


def first(visitor: Client, typed: str, language: str = "es") -> Tag:
    """Return the first result, which must be there."""
    found = page(visitor, address(typed, language)).select_one(".results__item")
    assert found is not None, f"nothing found for {typed}"
    return found


def plain(element: Tag) -> str:
    """The text of an element; `<mark>` elements within a word do not split it."""
    return " ".join(element.get_text().split())


def name_of(link: Tag) -> str:
    """Return the title in the link of a result, without its kind and date."""
    name = link.select_one(".results__name")
    assert name is not None
    return plain(name)


def titles(soup: Tag) -> list[str]:
    return [plain(title) for title in soup.select(".results__name")]


def found(visitor: Client, typed: str, language: str = "es") -> list[str]:
    """Return the titles on the first page of results, in any language."""
    return titles(page(visitor, address(typed, language)))


def add_document(title: str, **fields) -> PortalDocument:
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", "informe.pdf")
    return PortalDocument.objects.create(title=title, file=file, **fields)
