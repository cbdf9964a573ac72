"""Rich texts: links that tolerate invalid keys, and a converter that trusts no submitted JSON.

Wagtail passes any key in a text to the database, and trusts that its editor wrote the JSON (the
content state of Draft.js) and the HTML: a link to the page `x`, written by a program or by hand,
would be a 500 on every page that shows it, and a depth of two million takes a gigabyte. Here such a
link leads nowhere, like a link to a deleted page. Every form with rich text uses the widget below,
and the import of events its converter (`WAGTAILADMIN_RICH_TEXT_EDITORS`).
"""

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from django.core.exceptions import BadRequest
from draftjs_exporter.constants import BLOCK_TYPES, ENTITY_TYPES
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea as WagtailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from oim_portal.web.characters import clean_html

from .internal_links import is_key
from .well_formed_html import well_formed


class ValidKeysMixin:
    """Mixin of link handlers that queries rows only by valid keys."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        return super().get_many([attrs if is_key(attrs.get("id")) else {} for attrs in attrs_list])

    @classmethod
    def extract_references(cls, attrs: dict) -> Iterator[tuple]:
        if is_key(attrs.get("id")):
            yield from super().extract_references(attrs)


class PageLinks(ValidKeysMixin, PageLinkHandler):
    """Links to pages."""


class DocumentLinks(ValidKeysMixin, DocumentLinkHandler):
    """Links to documents."""


# Blocks, ranges and line breaks of one text: a hundred pages. Some take quadratic time.
MAX_PIECES = 5_000
MAX_DEPTH = 10  # nesting of lists; the editor makes four
MAX_STYLES = 20  # overlapping at one place
# Lone surrogates (an editor deleted a part of an emoji), and NUL, which PostgreSQL refuses.
INVALID_CHARACTERS = re.compile("[\ud800-\udfff\0]")


class Converter(ContentstateConverter):
    """Wagtail's converter, robust against any submitted JSON and any stored HTML.

    Raises BadRequest for JSON that the editor never sends: a 400 without a traceback in the log.
    """

    def from_database_format(self, html: str) -> str:
        handlers = self.html_to_contentstate_handler.element_handlers
        return super().from_database_format(well_formed(html, handlers.match))

    def to_database_format(self, contentstate_json: str) -> str:
        try:
            content = json.loads(contentstate_json)
        except (ValueError, RecursionError) as error:
            raise BadRequest("A rich text is not JSON.") from error
        content = {} if content is None else content  # sent by an empty editor
        if not self.is_content(content):
            raise BadRequest("A rich text is not what the editor writes.")
        try:
            html = self.exporter.render(content)
        except ExporterException as error:  # ranges in a wrong order
            raise BadRequest("A rich text is not what the editor writes.") from error
        return clean_html(INVALID_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", html))

    def is_content(self, content: Any) -> bool:
        if not isinstance(content, dict):
            return False
        blocks, entities = content.get("blocks", []), content.get("entityMap", {})
        return (
            isinstance(blocks, list)
            and isinstance(entities, dict)
            and len(blocks) <= MAX_PIECES
            and all(map(self.is_block, blocks))
            and sum(map(pieces_of, blocks)) <= MAX_PIECES
            and all(map(self.is_entity, entities.values()))
            and {str(each["key"]) for block in blocks for each in ranges(block, "entityRanges")}
            <= entities.keys()
        )

    def is_block(self, block: Any) -> bool:
        if not (isinstance(block, dict) and is_name(block.get("type"))):
            return False
        key, depth = block.get("key", ""), block.get("depth", 0)
        return (
            block["type"] in self.exporter.block_options.keys() - {BLOCK_TYPES.FALLBACK}
            and isinstance(block.get("text", ""), str)
            and (key is None or is_name(key))
            and is_count(depth)
            and depth <= MAX_DEPTH
            and is_within(ranges(block, "inlineStyleRanges"), "style", is_name, MAX_STYLES)
            and is_within(ranges(block, "entityRanges"), "key", is_key, 1)
        )

    def is_entity(self, entity: Any) -> bool:
        if not (isinstance(entity, dict) and isinstance(entity.get("data"), dict)):
            return False
        kind, data = entity.get("type"), entity["data"]
        known = self.exporter.entity_options.keys() - {ENTITY_TYPES.FALLBACK}
        if not (is_name(kind) and kind in known):
            return False
        if kind == "LINK" and data.get("id") is None:
            return isinstance(data.get("url"), str)
        return kind not in {"LINK", "DOCUMENT"} or is_key(data.get("id"))


class DraftailRichTextArea(WagtailRichTextArea):
    """Wagtail's editor with this converter; the same name, since Wagtail's styles depend on it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.converter = Converter(self.features)


def ranges(block: dict, name: str) -> Any:
    return block.get(name) or []


def pieces_of(block: dict) -> int:
    """Return the number of pieces into which the exporter splits a block."""
    parts = len(ranges(block, "inlineStyleRanges")) + len(ranges(block, "entityRanges"))
    return 1 + parts + block.get("text", "").count("\n")


def is_within(found: Any, name: str, is_good: Any, most: int) -> bool:
    """Return whether ranges are valid, each with a good name, and at most `most` overlap."""
    if not isinstance(found, list) or not all(
        isinstance(each, dict)
        and is_good(each.get(name))
        and is_count(each.get("offset"))
        and is_count(each.get("length"))
        for each in found
    ):
        return False
    edges = [(each["offset"], 1) for each in found]
    edges += [(each["offset"] + each["length"], -1) for each in found]
    return max(accumulate(step for _place, step in sorted(edges)), default=0) <= most


def is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**31


def is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 100
