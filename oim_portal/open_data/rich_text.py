"""Rich text for export: as HTML with full URLs and without editor attributes, or as plain text."""

import re
from collections.abc import Iterable
from html import escape
from itertools import chain, zip_longest

from django.conf import settings
from wagtail.rich_text.rewriters import FIND_A_TAG, LinkRewriter, extract_attrs

from oim_portal.web.html_text import TAG, resolved, text_of_html
from pages.internal_links import is_key
from pages.languages import language_codes
from pages.models import BasePage

BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6])>")
LINE_BREAK = re.compile(r"<br ?/?>")


class PublicLinks:
    """Rewrite links to pages with full URLs, which are read in one query for all texts.

    A page that is not public has no URL, so its link becomes plain text.
    """

    def __init__(self, texts: Iterable[str], request) -> None:
        ids = {int(attrs["id"]) for text in texts for attrs in page_links(text)}
        pages = BasePage.objects.filter(pk__in=ids).published().public()
        found = {page.pk: page.url_in(settings.LANGUAGE_CODE, request) for page in pages}
        self.addresses = {pk: settings.PORTAL_URL + url for pk, url in found.items() if url}
        self._rewrite = LinkRewriter(rules={"page": self._opening_tag})

    def _opening_tag(self, attrs: dict[str, str]) -> str:
        url = self.addresses.get(int(attrs["id"])) if is_key(attrs.get("id")) else None
        return f'<a href="{escape(url)}">' if url else "<a>"

    def public_html(self, text: str) -> str:
        """Return a rich text in its exported form: without block keys, with full URLs."""
        linked = self._rewrite(BLOCK_KEY.sub("", text or ""))
        texts = (escape(resolved(part), quote=False) for part in TAG.split(linked))
        return "".join(chain.from_iterable(zip_longest(texts, TAG.findall(linked), fillvalue="")))


def page_links(text: str) -> list[dict[str, str]]:
    """Return the attributes of the links to pages of the site within a rich text."""
    tags = (extract_attrs(match[1]) for match in FIND_A_TAG.finditer(text or ""))
    return [attrs for attrs in tags if attrs.get("linktype") == "page" and is_key(attrs.get("id"))]


def rich_texts(pages: Iterable[BasePage], field: str) -> list[str]:
    """Return the rich texts of a field, of all pages in all languages."""
    return [getattr(page, f"{field}_{code}") or "" for page in pages for code in language_codes()]


def plain_text(html: str) -> str:
    """Return the text of HTML without markup, with an empty line between paragraphs."""
    broken = LINE_BREAK.sub("\n", END_OF_BLOCK.sub("\n\n", html))
    return text_of_html(broken).strip()


def to_cell(html: str) -> str:
    """Return the cell for `public_html`: plain text, or the HTML itself.

    It is HTML if there is more than paragraphs, or if `from_plain` could not restore it.
    """
    plain = plain_text(html)
    return plain if from_plain(plain) == html and not plain.startswith("<") else html


def from_plain(text: str) -> str:
    """Return plain text as HTML; empty lines separate paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.strip()) if text.strip() else []
    return "".join(
        f"<p>{escape(paragraph, quote=False).replace(chr(10), '<br/>')}</p>"
        for paragraph in paragraphs
    )
