"""Rich text link handlers for pages and documents that tolerate invalid keys.

Wagtail passes any key in a text to the database: a link to the page `x`, written by a program or by
hand, would be a 500 on every page that shows it. Here such a link leads nowhere, like a link to a
deleted page.
"""

from collections.abc import Iterator

from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler


def is_key(value: object) -> bool:
    """Return whether a value, an int or its digits, can be a primary key."""
    digits = str(value) if type(value) in (int, str) else ""
    return digits.isascii() and digits.isdecimal() and len(digits) < 20 and int(digits) < 2**63


class ValidKeysMixin:
    """Mixin of link handlers that queries rows only by valid keys."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        return super().get_many([attrs if is_key(attrs.get("id")) else {} for attrs in attrs_list])

    @classmethod
    def extract_references(cls, attrs: dict) -> Iterator[tuple]:
        if is_key(attrs.get("id")):
            yield from super().extract_references(attrs)


class PageLinks(ValidKeysMixin, PageLinkHandler):
    """Links to pages."""


class DocumentLinks(ValidKeysMixin, DocumentLinkHandler):
    """Links to documents."""
