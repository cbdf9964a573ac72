"""Chapters of the staff guide: `docs/editing/README.md` is the first and lists the others.

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
    """A file of the guide; `slug` is its name without the extension, '' for the first."""

    slug: str
    title: str


def first_chapter() -> Chapter:
    return Chapter("", heading(read(INDEX)))


def linked_chapters() -> list[Chapter]:
    """Return the chapters in the order in which the first one links to them."""
    linked = (match[1] for link in links_in(read(INDEX)) if (match := CHAPTER.match(link)))
    return [Chapter(slug, heading(read(slug))) for slug in dict.fromkeys(linked)]


def html(chapter: Chapter) -> SafeString:
    """Return a chapter as HTML without its title; links to other chapters lead to their views."""
    return to_html(TITLE.sub("", read(chapter.slug or INDEX), count=1))


def read(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


def heading(text: str) -> str:
    """Return the first heading, which is the title of the file."""
    return TITLE.search(text)[1]
