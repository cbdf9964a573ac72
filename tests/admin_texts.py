"""Collect the texts of admin views: content, labels, placeholders, titles, accessible names."""

import json
import re
from collections.abc import Iterator
from html import unescape

from bs4 import BeautifulSoup, Comment, Tag
from django.http import HttpResponse

READ_ALOUD = ("placeholder", "title", "alt", "aria-label", "aria-description", "label")
# Stimulus keeps in attributes what it shows later, and telepath the labels of blocks.
SHOWN_LATER = re.compile(r"data-.*(content|label|text|title|message|props|data|value)(-value)?\Z")
NOT_READ = {"script", "style", "textarea", "code"}
WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")


def texts_of(response: HttpResponse) -> set[str]:
    """Return every text of a view, or of the dialog in a JSON response."""
    content = response.content.decode()
    if response.headers["Content-Type"].startswith("application/json"):
        content = json.loads(content).get("html", "") if content.startswith("{") else ""
    soup = BeautifulSoup(content, "html.parser")
    return {" ".join(unescape(text).split()) for text in read(soup)} - {""}


def read(soup: BeautifulSoup) -> Iterator[str]:
    for node in soup.find_all(string=True):
        # A translation that is shown says that it is one.
        is_translation = node.find_parent(attrs={"lang": "en"}) is not None
        is_read = not isinstance(node, Comment) and node.parent.name not in NOT_READ
        if is_read and not is_translation:
            yield node
    for tag in soup.find_all(True):
        yield from attributes(tag)
    for script in soup.select('script[type="application/json"]'):
        yield from sentences(json.loads(script.string or "null"))


def attributes(tag: Tag) -> Iterator[str]:
    for name, value in tag.attrs.items():
        if name in READ_ALOUD or (
            name == "value" and tag.name == "input" and tag.get("type") == "submit"
        ):
            yield value
        elif isinstance(value, str) and SHOWN_LATER.match(name):
            try:
                yield from sentences(json.loads(value))
            except ValueError:
                yield from sentences(value)


def sentences(value) -> Iterator[str]:
    """Yield the texts of two or more words within JSON; single words are identifiers."""
    match value:
        case str() if WORDS.search(value):
            yield from (node for node in BeautifulSoup(value, "html.parser").find_all(string=True))
        case list():
            for each in value:
                yield from sentences(each)
        case dict():
            for each in value.values():
                yield from sentences(each)
