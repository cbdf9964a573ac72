"""Markdown of the repository as HTML: tables, links between files, pictures next to them."""

from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@cache
def parser() -> "MarkdownIt":
    """Return the parser. Only processes that show the guide import it.

    HTML in a file is escaped: the guide needs none.
    """
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str, query: str = "") -> SafeString:
    """Return the HTML of a file. Headings get ids made of their words, as on GitHub.

    Links to other files lead to their chapters, with the query that the reader came with.
    """
    tokens = parser().parse(text)
    for heading, words in zip(tokens, tokens[1:], strict=False):
        if heading.type == "heading_open":
            heading.attrSet("id", slugify(words.content, allow_unicode=True))
    for token in inline(tokens):
        if token.type == "link_open":
            token.attrSet("href", address(str(token.attrGet("href")), query))
        elif token.type == "image":
            # STATICFILES_DIRS serves the folder of the pictures as 'guide'.
            name = PurePosixPath(str(token.attrGet("src"))).name
            token.attrSet("src", static(f"guide/{name}"))
            token.attrSet("loading", "lazy")
    return SafeString(parser().renderer.render(tokens, parser().options, {}))


def links_in(text: str) -> list[str]:
    """Return the targets of all links, as they are written."""
    return [t.attrGet("href") for t in inline(parser().parse(text)) if t.type == "link_open"]


def inline(tokens: "list[Token]") -> "Iterator[Token]":
    for token in tokens:
        yield from token.children or ()


def address(link: str, query: str = "") -> str:
    """Return the URL of a link in the admin: `publicar.md#aprobar` leads to the chapter's view."""
    name, mark, part = link.partition("#")
    if not name.endswith(".md"):
        return link
    slug = name.removesuffix(".md")
    url = reverse("guide") if slug == "README" else reverse("guide_chapter", args=[slug])
    return url + query + mark + part
