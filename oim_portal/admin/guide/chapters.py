"""Chapters of the staff guide: `docs/editing/README.md` is the first and lists the others.

A chapter in another language has the same name in a folder of that language, `docs/editing/en/`.
The files are read at each request: they are short, and their authors see a change at once.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

from .markdown import links_in, to_html

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
