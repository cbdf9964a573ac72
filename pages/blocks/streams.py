"""Stream blocks of page types."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .actions import CallToActionBlock, DocumentBlock
from .anchors import anchor
from .picture import PictureBlock
from .structure import AccordionBlock, DataTableBlock
from .text import HeadingBlock, ItemListBlock, ParagraphBlock, QuotationBlock
from .video import VideoBlock


class AnchoredStreamBlock(blocks.StreamBlock):
    """A stream in which each block has an HTML id, and whose headings are in order.

    Render it as a whole (`{% include_block page.body %}`): its template writes the ids.
    """

    class Meta:
        template = "blocks/stream.html"

    def clean(self, value):
        cleaned = super().clean(value)
        errors = {} if self.is_deferred_validation else self._misplaced_headings(cleaned)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned

    @staticmethod
    def _misplaced_headings(stream) -> dict[int, ValidationError]:
        """Return an error for each subheading without a heading before it (WCAG 1.3.1)."""
        errors = {}
        for index, child in enumerate(stream):
            if child.block_type != "heading":
                continue
            if child.value["level"] == "h2":
                break
            message = gettext("A subheading needs a heading above it.")
            errors[index] = StructBlockValidationError(
                block_errors={"level": ValidationError(message)}
            )
        return errors

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        # A block has no id before its first save, as in a preview of the block picker.
        parts = [
            {"block": child, "anchor": anchor(child.id) if child.id else ""} for child in value
        ]
        return context | {"parts": parts}


class NarrativeStreamBlock(AnchoredStreamBlock):
    """Narrative of the history: text and pictures, to whose paragraphs events refer."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = ItemListBlock()
    quotation = QuotationBlock()
    picture = PictureBlock()


class ContentStreamBlock(NarrativeStreamBlock):
    """All blocks, in any order."""

    video = VideoBlock()
    document = DocumentBlock()
    call_to_action = CallToActionBlock()
    accordion = AccordionBlock()
    table = DataTableBlock()
