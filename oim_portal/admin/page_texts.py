"""The texts, links and pictures of a page in a language, each with its place in the edit form.

Found by what the page type declares: its translated fields, the panels of its shared data with
their inline rows, and the blocks of its streams. No page type is named here, and none declares
anything for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.blocks import Block
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

from oim_portal.media.models import PortalDocument
from oim_portal.web.html_text import END_OF_BLOCK, plain, resolved
from pages.internal_links import ANCHOR, HREF
from pages.models import BasePage
from pages.models.picture import PictureMixin
from pages.panels import named_panels
from pages.translations.text_units import translated_fields

TEXT, PAGE, DOCUMENT, ADDRESS, PICTURE = "text", "page", "document", "address", "picture"
#: Translated fields that are not part of the running text.
NOT_TEXT = {"image_alt", "seo_title", "search_description"}
BLOCK_KEY = re.compile(r'data-block-key="(\w+)"')
LINK_TYPE = re.compile(r'\blinktype="(page|document)"')
LINK_KEY = re.compile(r'\bid="(\d+)"')


@dataclass(frozen=True)
class Item:
    """Something that readers get: `kind` is TEXT, PAGE, DOCUMENT, ADDRESS or PICTURE.

    `path` leads to its field in the edit form (static/editing/checks.js): content paths of fields
    and blocks, 'values:2' for the third row of 'values', '2x1' for a cell of a table, '#abc12' for
    a paragraph of a rich text. `text` is a paragraph, the words of a link or an alternative text;
    `target` the key of a page or document as digits, the URL of another link, or the picture with
    whether it is decorative.
    """

    kind: str
    path: str
    text: str = ""
    target: Any = None


def items_of(thing: models.Model, language: str, above: str = "") -> Iterator[Item]:
    """Yield what a page in memory has in a language, without fallback, in the order of its form.

    `above` is the path of an inline row, with a slash at its end.
    """
    for name in translated_fields(type(thing)):
        column = f"{name}_{language}"
        is_title = column == f"display_title_{settings.LANGUAGE_CODE}"
        if name not in NOT_TEXT:
            path = f"{above}title" if is_title else above + column
            kind = thing._meta.get_field(column)
            yield from items_of_value(kind, getattr(thing, column), path)
    if isinstance(thing, PictureMixin) and thing.image:
        column = f"image_alt_{language}"
        what = (thing.image, thing.image_decorative)
        yield Item(PICTURE, above + column, getattr(thing, column), what)
    for name in shared_names(thing):
        field: Any = thing._meta.get_field(name)
        if field.one_to_many:
            for number, row in enumerate(getattr(thing, name).all()):
                yield from items_of(row, language, f"{above}{name}:{number}/")
        elif field.many_to_one and issubclass(field.related_model, BasePage | PortalDocument):
            yield from chosen(field.related_model, getattr(thing, field.attname), above + name)


def shared_names(thing: models.Model) -> list[str]:
    """Return the names of the data that all languages share: of a row, all but its page."""
    if isinstance(thing, BasePage):
        return list(dict.fromkeys(name for name, _panel in named_panels(thing.shared_panels)))
    fields = thing._meta.concrete_fields
    return [field.name for field in fields if not isinstance(field, ParentalKey)]


def chosen(model: type[models.Model], key: object, path: str) -> Iterator[Item]:
    if key is not None:
        yield Item(PAGE if issubclass(model, BasePage) else DOCUMENT, path, target=str(key))


def items_of_value(kind: models.Field | Block, value: Any, path: str) -> Iterator[Item]:
    """Yield what the value of a field or block holds, at any depth."""
    if not value:
        return
    match kind:
        case StreamField():
            yield from items_of_value(kind.stream_block, value, path)
        case RichTextField() | blocks.RichTextBlock():
            yield from items_of_rich_text(str(getattr(value, "source", value)), path)
        case models.CharField() | models.TextField() | blocks.CharBlock() | blocks.TextBlock():
            yield Item(TEXT, path, " ".join(value.split()))
        case blocks.StreamBlock() | blocks.ListBlock():
            for child in getattr(value, "bound_blocks", value):
                yield from items_of_value(child.block, child.value, f"{path}/{child.id}")
        case ImageBlock():
            text = value.contextual_alt_text or ""
            yield Item(PICTURE, f"{path}/alt_text", text, (value, value.decorative))
        case blocks.StructBlock():
            for name, child in kind.child_blocks.items():
                yield from items_of_value(child, value.get(name), f"{path}/{name}")
        case BaseTypedTableBlock():
            for text in (value.caption, *(column["heading"] for column in value.columns)):
                yield from items_of_value(blocks.CharBlock(), text, path)
            for number, row in enumerate(value.rows):
                for column, cell in enumerate(row):
                    yield from items_of_value(cell.block, cell.value, f"{path}/{number}x{column}")
        case blocks.PageChooserBlock() | DocumentChooserBlock():
            yield from chosen(type(value), value.pk, path)


def items_of_rich_text(html: str, path: str) -> Iterator[Item]:
    for part in END_OF_BLOCK.split(html):
        key = BLOCK_KEY.search(part)
        where = f"{path}/#{key[1]}" if key else path
        if text := plain(part):
            yield Item(TEXT, where, text)
        parts = ANCHOR.split(part)
        for attributes, after in zip(parts[1::2], parts[2::2], strict=True):
            words = plain(after.partition("</a>")[0])
            kind, key = LINK_TYPE.search(attributes), LINK_KEY.search(attributes)
            if kind:
                yield Item(kind[1], where, words, key[1] if key else "")
            elif href := HREF.search(attributes):
                yield Item(ADDRESS, where, words, resolved(href[1]))
