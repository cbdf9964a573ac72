"""Video block that loads an external player only on request."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from . import samples
from .text import FieldsBlock, ProseBlock
from .video_addresses import parse_video_address

GROUP = _("Pictures and video")


class VideoBlock(FieldsBlock):
    """A video on YouTube or Vimeo, with its transcript.

    Wagtail's embed block is not used: it requests markup from the provider while a page is saved,
    and loads the player, with cookies, before the visitor wants it.
    """

    address = blocks.URLBlock(
        label=_("Address"), help_text=_("The video's address on YouTube or Vimeo.")
    )
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the video is about."))
    transcript = ProseBlock(
        label=_("Transcript"),
        help_text=_("What is said and shown, for those who cannot hear or see it."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        group = GROUP
        template = "blocks/video.html"
        description = _("A video of YouTube or Vimeo. It loads when the visitor presses play.")
        preview_value = {
            "address": "https://www.youtube.com/watch?v=00000000000",
            "title": samples.TITLE,
            "transcript": samples.PARAGRAPH,
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not parse_video_address(cleaned["address"]):
            message = gettext("This is not the address of a video on YouTube or Vimeo.")
            raise StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"video": parse_video_address(value["address"] or "")}
