"""Text of a page in passages with anchors, so that search results link to the paragraph.

What a page only refers to is not searched: sources, themes, texts of pictures. A page type that
overrides `passages` to add some of it also has to renew its entries when they change
(`oim_portal/search/signals.py` follows saved pages and documents).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.fields import RichTextField, StreamField

from oim_portal.web.html_text import plain

from .blocks import anchor
from .languages import Localized, has_text, localized

if TYPE_CHECKING:
    from .models import BasePage
    from .models.page_type import PageTypeMixin

# Fields that are not part of the running text, or repeat a part of it.
NOT_TEXT = {"lead", "image_alt", "quotation_part"}


@dataclass(frozen=True)
class Passage:
    """A piece of a page's text on one line; `anchor` is its HTML id in the page, or ''."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a page with a title and an anchor, such as one of the values."""

    title: str
    text: str
    anchor: str


@dataclass(frozen=True)
class ArticleText(Localized):
    """A text of a page for its template; `kind` is 'stream', 'rich' or 'plain'."""

    kind: str


def texts_of_article(page: "BasePage") -> list[ArticleText]:
    """Return the texts of a page in the active language, in the order of its form."""
    found = []
    for name in page.translated_panels:
        text = None if name in NOT_TEXT else localized(page, name)
        if text:
            field = page._meta.get_field(f"{name}_{settings.LANGUAGE_CODE}")
            kinds = ((StreamField, "stream"), (RichTextField, "rich"))
            kind = next((kind for of, kind in kinds if isinstance(field, of)), "plain")
            value = page.told_elsewhere(text.value)
            found.append(ArticleText(value, text.language, kind))
    return found


def passages_of_fields(page: "PageTypeMixin", language: str) -> list[Passage]:
    """Return the texts of a page in a language, without fallback to another one."""
    found = []
    for name in page.translated_panels:
        if name in NOT_TEXT:
            continue
        value = page.told_elsewhere(getattr(page, f"{name}_{language}"))
        field = page._meta.get_field(f"{name}_{settings.LANGUAGE_CODE}")
        if isinstance(field, StreamField):
            found += passages_of_stream(value)
        elif has_text(value):
            found.append(Passage(plain(value) if isinstance(field, RichTextField) else value))
    return found


def passages_of_stream(stream) -> list[Passage]:
    """Return a passage for each block of a stream that has text."""
    passages = [
        Passage(
            " ".join(" ".join(child.block.get_searchable_content(child.value)).split()),
            anchor(child.id) if child.id else "",
        )
        for child in stream or ()
    ]
    return [passage for passage in passages if passage.text]
