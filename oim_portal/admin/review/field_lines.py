"""Values of a page's fields as lines of text: columns, streams, rows, choices.

The values are those of a revision, as the digest takes them, including references to pages or
pictures that have been deleted.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage

from history.fields import PartialDateField
from oim_portal.publishing.digest import in_order, row_fields
from pages.internal_links import is_key
from pages.models import BasePage

from .line_diff import SOURCE, Line, lines_of, mark, words_in
from .rich_text_lines import rich_text_lines


def as_stored(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def stored_lines(value: Any) -> list[Line]:
    """Return a value as it is stored, part by part, for what cannot be shown in words."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        with suppress(ValueError):
            value = json.loads(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    return lines_of(text, SOURCE)


def labelled(label: object, lines: list[Line]) -> list[Line]:
    """Return lines with a label in the first one, or in a line before numbered ones."""
    name, first = capfirst(str(label)), lines[0] if lines else None
    if first and first.number:
        return [Line((mark(f"{name}:"),)), *lines]
    return [replace(first, words=(mark(f"{name}: "), *first.words)), *lines[1:]] if first else []


def numbered(items: list[list[Line]]) -> list[Line]:
    """Return the lines of several items, numbered in their order."""
    found = [
        [replace(lines[0], number=f"{number}."), *lines[1:]]
        for number, lines in enumerate(items, start=1)
        if lines
    ]
    return list(chain.from_iterable(found))


class FieldLines:
    """Renders values as lines. `choices` returns the labels of the page's form, by field name.

    It makes one query for each page, document or picture that a text refers to.
    """

    def __init__(self, choices: Callable[[], Mapping[str, Mapping[str, Any]]]) -> None:
        self.find_choices = choices
        self.named: dict[tuple[type, str], Line] = {}

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, Any]]:
        return self.find_choices()

    def of_field(self, field: Any, value: Any) -> list[Line]:
        """Return the lines of a field's value in a revision, which may be None."""
        if field.one_to_many:
            return numbered([self.of_row(field.related_model, row) for row in in_order(value)])
        if field.many_to_many:
            lines = [self.of_named(field.related_model, key) for key in value or []]
            return sorted(lines, key=lambda line: [word.text for word in line.words])
        return self.of_column(field, value)

    def of_row(self, model: type[models.Model], row: dict) -> list[Line]:
        fields = [model._meta.get_field(name) for name in row_fields(model)]
        columns = [(field, self.of_column(field, row.get(field.name))) for field in fields]
        if len(columns) == 1:
            return columns[0][1]
        found = [labelled(field.verbose_name, lines) for field, lines in columns]
        return list(chain.from_iterable(found)) or [Line((mark(_("(empty)")),))]

    def of_column(self, field: Any, value: Any) -> list[Line]:
        if value in (None, ""):
            return []
        if field.remote_field:
            return [self.of_named(field.related_model, value)]
        if isinstance(field, StreamField):
            return self.of_stream(field.stream_block, value)
        if isinstance(field, RichTextField) and isinstance(value, str):
            return rich_text_lines(value, self.name)
        if isinstance(field, models.BooleanField):
            return lines_of(_("Yes") if value else _("No"))
        if isinstance(field, PartialDateField | models.DateField):
            return self.of_date(field, value)
        if hasattr(field, "in_words"):
            return [Line(tuple(words_in(field.in_words(value))), as_stored(value))]
        own = dict(field.flatchoices)  # of a row, which the page's form does not have
        label = self.choices.get(field.name, {}).get(str(value), own.get(value))
        if label is not None:
            return [Line(tuple(words_in(str(label))), as_stored(value))]
        return lines_of(value if isinstance(value, str) else as_stored(value))

    def of_date(self, field: PartialDateField | models.DateField, value: str) -> list[Line]:
        try:
            date = field.to_python(value)
            is_partial = isinstance(field, PartialDateField)
            wording = date.wording() if is_partial else localize(template_localtime(date))
        except ValidationError:
            wording = value
        return [Line(tuple(words_in(wording)), value)]

    def of_stream(self, block: blocks.StreamBlock, value: Any) -> list[Line]:
        try:
            parts = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            return lines_of(value)
        return list(self.of_block(block, parts))

    def of_block(self, block: blocks.Block, value: Any) -> Iterator[Line]:
        """Yield the lines of a block's stored value; the raw value if it does not fit the block."""
        match block, value:
            case _block, None | "":
                pass
            case blocks.StreamBlock(), list():
                for child in value:
                    yield from self.of_child(block, child)
            case blocks.ListBlock(), list():
                items = [self.item_of(part) for part in value]
                yield from numbered([[*self.of_block(block.child_block, item)] for item in items])
            case TypedTableBlock(), {"columns": [*_columns], "rows": [*_rows]}:
                yield from self.of_table(block, value)
            case blocks.StructBlock(), dict():
                yield from self.of_struct(block, value)
            case blocks.ChooserBlock(), int() | str():
                yield self.of_named(block.model_class, value)
            case blocks.RichTextBlock(), str():
                yield from rich_text_lines(value, self.name)
            case blocks.BooleanBlock(), bool():
                yield from lines_of(_("Yes") if value else _("No"))
            case blocks.ChoiceBlock(), str():
                label = dict(block.field.choices).get(value, value)
                yield Line(tuple(words_in(str(label))), value)
            case blocks.FieldBlock(), str():
                yield from lines_of(value)
            case _:
                yield from lines_of(as_stored(value), SOURCE)

    def of_child(self, block: blocks.StreamBlock, child: Any) -> list[Line]:
        known = isinstance(child, dict) and block.child_blocks.get(str(child.get("type")))
        if not known:
            return lines_of(as_stored(child), SOURCE)
        lines = [*self.of_block(known, child.get("value"))]
        if isinstance(known, blocks.FieldBlock) and lines:
            return labelled(known.label, lines)
        return [Line((mark(capfirst(str(known.label))),)), *lines]

    @staticmethod
    def item_of(part: Any) -> Any:
        """Return an item of a list: with its key, or bare as in old revisions."""
        is_keyed = isinstance(part, dict) and part.get("type") == "item" and "value" in part
        return part["value"] if is_keyed else part

    def of_struct(self, block: blocks.StructBlock, value: dict) -> Iterator[Line]:
        for name, child in block.child_blocks.items():
            # Without a label of its own, Wagtail's is the English name.
            lines = [*self.of_block(child, value.get(name))]
            yield from labelled(child.label, lines) if child.meta.label else lines
        for name in sorted(value.keys() - block.child_blocks.keys()):
            yield from labelled(name, lines_of(as_stored(value[name]), SOURCE))

    def of_table(self, table: TypedTableBlock, value: dict) -> Iterator[Line]:
        """Yield a table's caption, headings and rows, with the cells of a row side by side."""
        columns = [column if isinstance(column, dict) else {} for column in value["columns"]]
        types = [str(column.get("type")) for column in columns]
        yield from labelled(_("Title of the table"), [*self.of_cell(None, value.get("caption"))])
        headings = [[*self.of_cell(None, column.get("heading"))] for column in columns]
        yield from labelled(
            _("Headings of the columns"), [side_by_side(headings, source=" | ".join(types))]
        )
        blocks_of = [table.child_blocks.get(each) for each in types]
        rows = []
        for row in value["rows"]:
            values = row.get("values") if isinstance(row, dict) else None
            pairs = zip_longest(blocks_of, values if isinstance(values, list) else [row])
            rows.append([side_by_side([[*self.of_cell(block, cell)] for block, cell in pairs])])
        yield from numbered(rows)

    def of_cell(self, block: blocks.Block | None, value: Any) -> Iterator[Line]:
        if block:
            yield from self.of_block(block, value)
        elif isinstance(value, str):
            yield from lines_of(value)
        elif value is not None:
            yield from lines_of(as_stored(value), SOURCE)

    def of_named(self, model: type[models.Model], key: Any) -> Line:
        """Return the line that names an object, such as a page with its address."""
        place = (model, str(key))
        if place not in self.named:
            thing = model._base_manager.filter(pk=key).first() if is_key(key) else None
            name = _("no longer there") if thing is None else name_of(thing)
            picture = thing if isinstance(thing, AbstractImage) else None
            self.named[place] = Line(tuple(words_in(name)), str(key), picture=picture)
        return self.named[place]

    def name(self, model: type[models.Model], key: str) -> str:
        """Return that name as text."""
        line = self.of_named(model, key)
        return "".join(word.text for word in line.words)


def name_of(thing: models.Model) -> str:
    """Return an object's name with, for pages and documents, its address: two may share a name."""
    if isinstance(thing, BasePage):
        return f"{thing}: {thing.get_url() or thing.url_path}"
    if isinstance(thing, AbstractDocument):
        return f"{thing}: {thing.filename}"
    return str(thing)


def side_by_side(cells: list[list[Line]], source: str = "") -> Line:
    """Return the cells of a table row as one line."""
    words = []
    for number, cell in enumerate(cells):
        words += [mark(" | ")] if number else []
        for line in cell:
            words += line.words
            source += line.source
    return Line(tuple(words), source)
