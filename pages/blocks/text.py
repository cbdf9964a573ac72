"""Text blocks: heading, paragraph, list and quotation."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..languages import has_text
from . import samples
from .anchors import anchor

GROUP = _("Text")

INLINE_FEATURES = ("bold", "italic", "link", "document-link")
PROSE_FEATURES = (*INLINE_FEATURES, "ol", "ul")


class ProseBlock(blocks.RichTextBlock):
    """Rich text without headings or pictures, which are blocks of their own.

    A required text must have something to read: an emptied editor sends `<p></p>`, which Wagtail
    accepts as a text.
    """

    features: tuple[str, ...] = PROSE_FEATURES

    def __init__(self, **kwargs):
        super().__init__(**{"features": list(self.features), **kwargs})

    def clean(self, value):
        cleaned = super().clean(value)
        if self.required and not has_text(cleaned.source):
            raise ValidationError(self.field.error_messages["required"], code="required")
        return cleaned


class FieldsBlock(blocks.StructBlock):
    """Base of struct blocks whose template gets each field as a variable of its own."""

    def get_context(self, value, parent_context=None):
        # Not `|`, which a StructValue takes over.
        return {**super().get_context(value, parent_context=parent_context), **value}


class HeadingBlock(FieldsBlock):
    """A heading with an anchor. The page's title is the h1, so levels start at h2."""

    text = blocks.CharBlock(
        label=_("Text"),
        max_length=120,
        help_text=_("A few words that say what the following part is about."),
    )
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Heading")), ("h3", _("Subheading"))],
        default="h2",
        help_text=_("A subheading divides the part under a heading."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        group = GROUP
        template = "blocks/heading.html"
        description = _("Divides the page into parts. Readers can jump to it and link to it.")
        preview_value = {"text": samples.TITLE, "level": "h2"}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        block_id = context.get("id")
        return context | {"anchor": anchor(block_id) if block_id else ""}


class ParagraphBlock(ProseBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = GROUP
        template = "blocks/paragraph.html"
        description = _("One or more paragraphs, with bold, italic, links and simple lists.")
        preview_value = samples.PARAGRAPH


class ListItemBlock(ProseBlock):
    """One item of a list: a sentence or two."""

    features = INLINE_FEATURES

    class Meta:
        icon = "dots-horizontal"
        label = _("Item")
        description = _("One item of the list: a sentence or two.")
        preview_value = samples.TASKS[0]


class ItemListBlock(FieldsBlock):
    """A list whose items can be reordered one by one, unlike a list within a paragraph."""

    entries = blocks.ListBlock(
        ListItemBlock(),
        label=_("Items"),
        min_num=1,
        help_text=_("In the order in which they are to be read."),
    )
    ordered = blocks.BooleanBlock(
        label=_("Numbered"),
        required=False,
        help_text=_("Tick when the order matters, as in steps."),
    )

    class Meta:
        icon = "list-ul"
        label = _("List")
        group = GROUP
        template = "blocks/list.html"
        description = _("Points one below the other, with dots or with numbers.")
        preview_value = {"entries": list(samples.TASKS), "ordered": False}


class QuotationBlock(FieldsBlock):
    """A quotation with its author, who is required."""

    text = blocks.TextBlock(
        label=_("Quotation"), help_text=_("The words as they were said or written.")
    )
    who = blocks.CharBlock(
        label=_("Who said it"), help_text=_("A person, an organization or a document.")
    )
    role = blocks.CharBlock(
        label=_("Role"), required=False, help_text=_("What the person does, and where.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        label_format = "{who}: {text}"
        group = GROUP
        template = "blocks/quotation.html"
        description = _("The words of a person, an organization or a document, set apart.")
        preview_value = {"text": samples.SENTENCE, "who": samples.SOURCE, "role": samples.TITLE}
