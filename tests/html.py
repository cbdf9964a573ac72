"""Fetch pages and read the text of their elements."""

from bs4 import BeautifulSoup, Tag
from django.test import Client

from .original_texts import fold


def page(visitor: Client, address: str) -> BeautifulSoup:
    """Fetch a page that must exist."""
    response = visitor.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return BeautifulSoup(response.content.decode(), "html.parser")


def text_of(element: Tag | None) -> str:
    """The text of an element with white space folded; an AssertionError when it is missing."""
    assert element is not None, "the element is missing"
    return fold(element.get_text(" "))


def texts(soup: Tag, selector: str) -> list[str]:
    return [text_of(element) for element in soup.select(selector)]
