"""Collect the texts of admin views: content, labels, placeholders, titles, accessible names."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

from bs4 import BeautifulSoup, Comment, Tag
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpResponse

READ_ALOUD = ("placeholder", "title", "alt", "aria-label", "aria-description", "label")
# Stimulus keeps in attributes what it shows later, and telepath the labels of blocks.
SHOWN_LATER = re.compile(r"data-.*(content|label|text|title|message|props|data|value)(-value)?\Z")
LANGUAGES = dict(settings.LANGUAGES)
NOT_READ = {"script", "style", "textarea", "code"}
WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")


def texts_of(response: HttpResponse) -> set[str]:
    """Return every text of a view, or of a JSON response and the dialog in it."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or not kind.startswith(("text/html", "application/json")):
        return set()
    content = response.content.decode()
    if kind.startswith("text/html"):
        return folded(read(content))
    told = json.loads(content)
    dialog = told.get("html") or "" if isinstance(told, dict) else ""
    return folded([*read(dialog), *sentences(told)])


def texts_of_mail(message: EmailMessage) -> set[str]:
    """Return the subject of a mail, the lines of its text, and the texts of its HTML."""
    html = [text for each, _kind in getattr(message, "alternatives", []) for text in read(each)]
    return folded([message.subject, *message.body.splitlines(), *html])


def folded(texts: Iterable[str]) -> set[str]:
    return {" ".join(unescape(text).split()) for text in texts} - {""}


def read(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(string=True):
        # A translation that is shown says that it is one; where languages are offered, each is
        # named in itself.
        is_translation = node.find_parent(attrs={"lang": "en"}) is not None
        is_language = node.parent.name == "option" and node.parent.get("value") in LANGUAGES
        is_read = not isinstance(node, Comment) and node.parent.name not in NOT_READ
        if is_read and not is_translation and not is_language:
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
        case str() if WORDS.search(value) and '"entityMap"' not in value:  # of the rich text editor
            yield from (node for node in BeautifulSoup(value, "html.parser").find_all(string=True))
        case list():
            for each in value:
                yield from sentences(each)
        case dict():
            for each in value.values():
                yield from sentences(each)
