"""Accordion and table blocks."""

from django.core.exceptions import BadRequest, ValidationError
from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.contrib.typed_table_block.blocks import (
    TypedTableBlock,
    TypedTableBlockAdapter,
    TypedTableBlockValidationError,
)

from . import samples
from .text import INLINE_FEATURES, ProseBlock

GROUP = _("Structure")
# Cells that a pasted table may have: each is a field of the form, most of them a rich text.
MOST_CELLS = 600


class AccordionItemBlock(blocks.StructBlock):
    """A heading that opens to show its text."""

    heading = blocks.CharBlock(
        label=_("Line"), max_length=160, help_text=_("What is always visible, as a question.")
    )
    text = ProseBlock(label=_("Text"), help_text=_("What appears when the line is opened."))

    class Meta:
        icon = "collapse-down"
        label = _("Item")
        label_format = "{heading}"
        description = _("A line that opens, and its text.")
        preview_value = {"heading": samples.PHRASE, "text": samples.PARAGRAPH}


class AccordionBlock(blocks.ListBlock):
    """Items that open one by one, as `<details>` elements.

    A list block without a struct around it limits the nesting to two. The lines are not heading
    elements: screen readers do not announce one within the button that opens it.
    """

    def __init__(self, **kwargs):
        super().__init__(AccordionItemBlock(), **kwargs)

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        group = GROUP
        template = "blocks/accordion.html"
        min_num = 1
        description = _("Lines that open to show more, for questions and answers.")
        preview_value = [
            {"heading": samples.TITLE, "text": samples.PARAGRAPH},
            {"heading": samples.SOURCE, "text": samples.PARAGRAPH},
        ]


class RowHeadingBlock(blocks.CharBlock):
    """A cell that names its row."""

    class Meta:
        icon = "title"
        label = _("Row heading")
        description = _("Names the row: read aloud before each of its cells.")
        preview_value = samples.VALUES[0]


class CellBlock(ProseBlock):
    """A cell with text; it may be empty."""

    features = INLINE_FEATURES

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("A short text; it may stay empty.")
        preview_value = samples.TASKS[0]


class DataTableBlock(TypedTableBlock):
    """A table with a caption, a heading on each column and, where wanted, on each row.

    Wagtail's typed table: its form has plain fields, which work with a keyboard, a screen reader
    and a strict content security policy. Handsontable, behind the other table block, works with
    none of these. A column of the type 'row heading' gives the rows their headings.
    """

    row_heading = RowHeadingBlock()
    text = CellBlock()

    class Meta:
        icon = "table"
        label = _("Table")
        group = GROUP
        template = "blocks/table.html"
        description = _("Data in rows and columns. For text side by side, use paragraphs.")
        preview_value = {
            "caption": samples.PHRASE,
            "columns": [
                {"type": "row_heading", "heading": "Valores"},
                {"type": "text", "heading": samples.TITLE},
            ],
            "rows": [{"values": [value, samples.TASKS[0]]} for value in samples.VALUES],
        }

    def value_from_datadict(self, data, files, prefix):
        """Read the table from a form, in which each cell is a field.

        Wagtail creates all cells for the submitted numbers of columns and rows, so that a form of
        10,000 fields could ask for millions of cells: BadRequest for more cells than fields.
        """

        def number_of(kind: str) -> int:
            count = int(data[f"{prefix}-{kind}-count"])
            return sum(not data[f"{prefix}-{kind}-{number}-deleted"] for number in range(count))

        if number_of("column") * number_of("row") > len(data):
            raise BadRequest("A table has more cells than its form has fields.")
        return super().value_from_datadict(data, files, prefix)

    def clean(self, table):
        cleaned = super().clean(table)
        problems = [] if self.is_deferred_validation else list(self._problems(cleaned))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned

    @staticmethod
    def _problems(table):
        if not table.caption.strip():
            yield ValidationError(gettext("Write a caption that says what the table shows."))
        if not table.columns or not table.row_data:
            yield ValidationError(gettext("A table needs at least one column and one row."))
        if not all(column["heading"].strip() for column in table.columns):
            yield ValidationError(gettext("Give each column a heading."))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {
            "caption": value.caption,
            "headings": [column["heading"] for column in value.columns],
            "rows": value.rows,
        }


class DataTableAdapter(TypedTableBlockAdapter):
    """The form of a table, into which a copied table can be pasted (static/pages/tables.js)."""

    js_constructor = "pages.blocks.DataTableBlock"

    def js_args(self, block: DataTableBlock) -> list:
        *values, meta = super().js_args(block)
        meta["strings"] |= {
            "CAPTION": gettext("Title of the table"),
            "CAPTION_HELP_TEXT": gettext(
                "Says what the table shows, where and when. Without it the page is not sent."
            ),
        }
        return [*values, meta | {"mostCells": MOST_CELLS}]

    @cached_property
    def media(self) -> Media:
        return super().media + Media(js=["pages/tables.js"])


register(DataTableAdapter(), DataTableBlock)
