"""Document and call to action blocks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from . import samples
from .links import LinkValue
from .text import FieldsBlock

GROUP = _("Links and documents")


class DocumentBlock(FieldsBlock):
    """A document to download."""

    document = DocumentChooserBlock(
        label=_("Document"), help_text=_("Its type and size are shown by themselves.")
    )
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        help_text=_("Leave empty to show the document's own title."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        group = GROUP
        template = "blocks/document.html"
        value_class = LinkValue
        description = _("A file to download, with its title, type and size.")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"link": value.link()}

    def get_preview_value(self):
        """Return an unsaved sample document, so that an empty library has a preview too."""
        document = get_document_model()(id=0, title=samples.PHRASE, file_size=245_000)
        document.file.name = "muestra.pdf"
        return self.normalize({"document": document, "title": samples.TITLE})


class CallToActionBlock(FieldsBlock):
    """A prominent link to exactly one target."""

    text = blocks.CharBlock(
        label=_("Text of the link"),
        max_length=60,
        help_text=_("Says what happens, as “See the programmes”; never “here”."),
    )
    note = blocks.CharBlock(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("One sentence above the link."),
    )
    page = blocks.PageChooserBlock(
        label=_("Page"), required=False, help_text=_("A page of this site.")
    )
    document = DocumentChooserBlock(
        label=_("Document"), required=False, help_text=_("Or a document of the library.")
    )
    address = blocks.URLBlock(
        label=_("Address"), required=False, help_text=_("Or an address on another site.")
    )

    class Meta:
        icon = "link"
        label = _("Call to action")
        label_format = "{text}"
        group = GROUP
        template = "blocks/call_to_action.html"
        value_class = LinkValue
        description = _("One link that stands out: to a page, a document or another site.")
        preview_value = {
            "text": samples.TITLE,
            "note": samples.SENTENCE,
            "page": None,
            "document": None,
            "address": "https://example.org/",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation or len(cleaned.targets) == 1:
            return cleaned
        if not cleaned.targets:
            raise StructBlockValidationError(
                non_block_errors=[
                    ValidationError(gettext("Choose a page or a document, or write an address."))
                ]
            )
        only_one = gettext("The link can lead to one place only: empty the others.")
        raise StructBlockValidationError(
            block_errors={name: ValidationError(only_one) for name in cleaned.targets}
        )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"link": value.link(context.get("request"))}
