"""Chapters of the staff guide: `docs/editing/README.md` is the first and lists the others.

A chapter in another language has the same name in a folder of that language, `docs/editing/en/`.
The files are read at each request: they are short, and their authors see a change at once. Their
Markdown is that of the repository: tables, links between files, pictures next to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings
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


FOLDER = Path(settings.BASE_DIR) / "docs" / "editing"
INDEX = "README"
CHAPTER = re.compile(r"([a-z0-9-]+)\.md\Z")
TITLE = re.compile(r"^# (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A file of the guide: Markdown, and the code of the language that it is written in.

    `slug` is the name of the file without the extension, '' for the first.
    """

    slug: str
    language: str
    text: str

    @property
    def title(self) -> str:
        return TITLE.search(self.text)[1]

    def html(self, query: str = "") -> SafeString:
        """Return the text without its title; links lead to other chapters with this query."""
        return to_html(TITLE.sub("", self.text, count=1), query)


def read(slug: str, language: str) -> Chapter:
    """Return a chapter in a language, in Spanish where it is not translated."""
    name = f"{slug or INDEX}.md"
    translated = FOLDER / language / name
    if translated.exists():
        return Chapter(slug, language, translated.read_text("utf-8"))
    return Chapter(slug, settings.LANGUAGE_CODE, (FOLDER / name).read_text("utf-8"))


def chapters(language: str) -> list[Chapter]:
    """Return all chapters, in the order in which the first one links to them in Spanish."""
    links = links_in(read("", settings.LANGUAGE_CODE).text)
    linked = dict.fromkeys(match[1] for link in links if (match := CHAPTER.match(link)))
    return [read(slug, language) for slug in ("", *linked)]
