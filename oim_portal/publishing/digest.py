"""Digest of the text that readers see of a page: two texts are equal when their digests are.

The text is an allow-list, made of the edit form: `translated_panels` in each language, the titles,
the address, and `shared_panels` without the page type's `internal_fields`. So a form shows exactly
what is guarded. Empty values and defaults of fields are left out: a new field, or a column of a new
Wagtail, changes no digest.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from enum import Enum
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_field_value
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock, RichTextBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from oim_portal.web.text_columns import clean_texts
from pages.panels import named_panels

VERSION = "1"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
EMPTY = (None, "", [], {})
# Draftail gives each paragraph a key of its own at each save. Readers never see it there; elsewhere
# the same characters would be words.
BLOCK_KEYS = re.compile(r'(<[a-z][a-z0-9]*) data-block-key="[A-Za-z0-9]{1,12}"')


@cache
def public_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the columns, inline rows and choices of a page type that readers see."""
    texts = [
        f"{name}_{code}"
        for name in (*model.translated_titles, *model.translated_panels)
        for code in LANGUAGES
    ]
    names = (name for name, _panel in named_panels(model.shared_panels))
    shared = [name for name in names if name not in model.internal_fields]
    return tuple(dict.fromkeys(["slug", *texts, *shared]))


@cache
def other_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a page's form that are no text: its dates, menus, who is responsible.

    They are published with the text, so whoever approves it is shown them.
    """
    names = {"go_live_at", "expire_at", *model.internal_fields}
    return tuple(field.name for field in model._meta.concrete_fields if field.name in names)


def other_values(revision: Revision) -> dict[str, Any]:
    """Return the values of `other_fields` in a revision, without those that are the default."""
    model = revision.content_type.model_class()
    fields = [model._meta.get_field(name) for name in other_fields(model)]
    stored = as_stored(revision.content, other_fields(model))
    found = {field.name: comparable(field, stored[field.name]) for field in fields}
    return {name: value for name, value in found.items() if value is not None}


@cache
def row_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of an inline row that readers see: all but its keys, page and number."""
    fields = model._meta.concrete_fields
    names = {field.name for field in fields}
    return tuple(
        field.name
        for field in fields
        if not field.primary_key
        and not isinstance(field, ParentalKey)
        and field.name != "sort_order"
        and f"{field.name}_{settings.LANGUAGE_CODE}" not in names
    )


@cache
def names_of_text(model: type[models.Model]) -> frozenset[str]:
    """Return all names under which code may write what readers see: `lead`, `lead_es`, `image_id`.

    `lead` writes a column of the active language, `title` the Spanish title.
    """
    names = {"title", *public_fields(model)}
    endings = tuple(f"_{code}" for code in LANGUAGES)
    names |= {name.rsplit("_", 1)[0] for name in names if name.endswith(endings)}
    columns = (model._meta.get_field(name) for name in public_fields(model))
    return frozenset(names | {field.attname for field in columns if field.concrete})


def is_named(model: type[models.Model], column: str, names: Collection[str]) -> bool:
    """Return whether a public column is among the names under which code writes columns."""
    field = model._meta.get_field(column)
    plain_name = re.sub(rf"_({'|'.join(LANGUAGES)})$", "", column)
    own = {column, plain_name, getattr(field, "attname", column)}
    return bool(own & set(names)) or (plain_name == "display_title" and "title" in names)


def digest_of(page: models.Model) -> str:
    """Return the digest of a page in memory, which must be of its own type, not `BasePage`."""
    return digest(type(page), content_of(page))


def digest(model: type[models.Model], content: dict[str, Any]) -> str:
    """Return the digest of a revision's content."""
    text = {}
    for name, stored in as_stored(content, public_fields(model)).items():
        value = comparable(model._meta.get_field(name), stored)
        if value not in EMPTY:
            text[name] = value
    whole = json.dumps(text, sort_keys=True).encode()
    return f"{VERSION}:{hashlib.sha256(whole).hexdigest()}"


def comparable(field: Any, value: Any) -> Any:
    """Return a field's value in a revision for comparison: two that read the same are equal."""
    if field.one_to_many:
        return [row_text(field.related_model, row) for row in in_order(value)]
    if field.many_to_many:
        return sorted(value or [])
    return without_defaults(field, value)


def content_of(page: models.Model, more: Collection[str] = ()) -> dict[str, Any]:
    """Return the public columns of a page, and `more`, as a revision of it would hold them.

    Texts are cleaned as they will be when saved, so that text written by SQL compares equal.
    """
    found = {}
    clean_texts(page)
    for name in (*public_fields(type(page)), *more):
        field = page._meta.get_field(name)
        if field.one_to_many:
            found[name] = [row_content(row) for row in getattr(page, name).all()]
        elif field.many_to_many:
            found[name] = [each.pk for each in getattr(page, name).all()]
        else:
            found[name] = get_field_value(field, page)
    return as_stored(found, found)


def as_stored(content: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return these values of a content as the database has them: days of a new revision as texts.

    None for what the content lacks.
    """
    found = {name: content.get(name) for name in names}
    return json.loads(json.dumps(found, cls=DjangoJSONEncoder))


def row_content(row: models.Model) -> dict[str, Any]:
    clean_texts(row)
    names = (*row_fields(type(row)), "sort_order")
    return {name: get_field_value(row._meta.get_field(name), row) for name in names}


def in_order(rows: list[dict] | None) -> list[dict]:
    """Return rows as readers see them: PostgreSQL puts rows without a number last."""

    return sorted(rows or [], key=lambda row: sort_key(row.get("sort_order")))


def sort_key(number: int | None) -> tuple[bool, int]:
    return number is None, number or 0


def row_text(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {name: model._meta.get_field(name) for name in row_fields(model)}
    values = {name: without_defaults(field, row.get(name)) for name, field in fields.items()}
    return {name: value for name, value in values.items() if value is not None}


def without_defaults(field: models.Field, value: Any) -> Any:
    """Return a column's value for comparison; None for an empty value and the field's default."""
    if isinstance(field, StreamField):
        value = json.loads(value or "[]") if isinstance(value, str) else value
        value = plain(value, field.stream_block)
    else:
        value = plain(value, field)
    default = field.get_default()
    default = default.value if isinstance(default, Enum) else default
    # 0, False and '' differ.
    is_default = type(value) is type(default) and value == default
    return None if value in EMPTY or is_default else value


def plain(value: Any, kind: models.Field | Block | None) -> Any:
    """Return a value without what editors do not write: line ends, keys of blocks and paragraphs.

    `kind` is the field or block that holds the value: keys are left out only where they are
    Wagtail's own.
    """
    if isinstance(value, str):
        value = value.replace("\r\n", "\n")
        is_rich = isinstance(kind, RichTextField | RichTextBlock)
        return BLOCK_KEYS.sub(r"\1", value) if is_rich else value
    if isinstance(kind, BaseTypedTableBlock) and isinstance(value, dict):
        return plain_table(value, kind)
    if isinstance(value, dict):
        parts = getattr(kind, "child_blocks", {}) if isinstance(kind, BaseStructBlock) else {}
        return {name: plain(part, parts.get(name)) for name, part in value.items()}
    if isinstance(value, list):
        return [plain_item(each, kind) for each in value]
    return value


def plain_item(value: Any, kind: models.Field | Block | None) -> Any:
    """Return an item of a stream, list or table without its key."""
    if isinstance(kind, BaseStreamBlock | ListBlock) and isinstance(value, dict):
        if isinstance(kind, ListBlock):
            child = kind.child_block
        else:
            child = kind.child_blocks.get(value.get("type"))
        return {name: plain(part, child) for name, part in value.items() if name != "id"}
    return plain(value, kind if isinstance(kind, ListBlock) else None)


def plain_table(value: dict[str, Any], kind: BaseTypedTableBlock) -> dict[str, Any]:
    """Return a table without the keys of its cells; unchanged if it is not a valid table."""
    try:
        blocks = [kind.child_blocks.get(column["type"]) for column in value["columns"]]
        rows = [
            [plain(cell, blocks[n] if n < len(blocks) else None) for n, cell in enumerate(cells)]
            for cells in (row["values"] for row in value["rows"])
        ]
    except (KeyError, TypeError):
        return plain(value, None)
    return plain({**value, "rows": rows}, None)
