"""Picture block with a required alternative text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from oim_portal.media import renditions
from oim_portal.media.alt_text import alt_text_error

from . import samples
from .text import FieldsBlock

GROUP = _("Pictures and video")


class DescribedImageBlock(ImageBlock):
    """Wagtail's image block, whose alternative text must not be the name of a file.

    Drafts may be saved without it, as with Wagtail's own block.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.child_blocks["image"].label = _("Picture")  # else 'Image', in any language

    def bulk_to_python(self, values):
        """Read all pictures of a stream with their renditions, in two queries."""
        images = super().bulk_to_python(values)
        renditions.prefetch(images)
        return images

    def clean(self, value):
        image = super().clean(value)
        if image and not self.is_deferred_validation:
            error = alt_text_error(image.contextual_alt_text, decorative=image.decorative)
            if error:
                raise StructBlockValidationError(block_errors={"alt_text": error})
        return image


class PictureBlock(FieldsBlock):
    """A picture with a caption. Its credit comes from the image itself."""

    image = DescribedImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=255,
        help_text=_("What readers should know of the picture: who, where, when."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{caption}"
        group = GROUP
        template = "blocks/picture.html"
        description = _("A picture of the library, with its description, caption and credit.")

    def value_from_datadict(self, data, files, prefix):
        """Drop the caption of a picture that is gone since the form was opened."""
        value = super().value_from_datadict(data, files, prefix)
        if data.get(f"{prefix}-image-image") and not value["image"]:
            value["caption"] = ""
        return value

    def get_preview_value(self):
        """Return the newest picture of the library, marked as decorative."""
        image = get_image_model().objects.order_by("-created_at").first()
        return self.normalize(
            {
                "image": image and {"image": image, "decorative": True, "alt_text": ""},
                "caption": samples.TITLE,
            }
        )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        image = value["image"]
        return context | {
            "alt": "" if not image or image.decorative else image.contextual_alt_text,
            "credit": image.credit if image else "",
        }
