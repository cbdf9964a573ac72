"""Links of rich text to pages and documents, by their keys: also those that are no keys.

Wagtail asks the database for whatever a text holds: a link to the page `x`, written by a program or
by hand, would be a 500 on every page that shows it. Such a link leads nowhere, as one to a page
that was deleted does.
"""

from collections.abc import Iterator

from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler


def is_key(value: object) -> bool:
    """Say whether a value, a number or its digits, may be the key of a row."""
    digits = str(value) if type(value) in (int, str) else ""
    return digits.isascii() and digits.isdecimal() and len(digits) < 20 and int(digits) < 2**63


class OnlyKeys:
    """For a handler of links: asks for rows by what may be their keys, and for no others."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        return super().get_many([attrs if is_key(attrs.get("id")) else {} for attrs in attrs_list])

    @classmethod
    def extract_references(cls, attrs: dict) -> Iterator[tuple]:
        if is_key(attrs.get("id")):
            yield from super().extract_references(attrs)


class PageLinks(OnlyKeys, PageLinkHandler):
    """Links to pages."""


class DocumentLinks(OnlyKeys, DocumentLinkHandler):
    """Links to documents."""
