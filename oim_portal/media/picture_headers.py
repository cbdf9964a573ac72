"""What a picture's header says, before a single pixel is decoded."""

import re
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import Image
from pillow_heif import register_heif_opener

from .limits import MAX_IMAGE_PIXELS

register_heif_opener(thumbnails=False)

# Pillow tries these decoders and no other. 'JPEG' finds MPO too, which many telephones write.
READ_FORMATS = ("AVIF", "HEIF", "JPEG", "PNG", "WEBP")
MAY_MOVE = ("AVIF", "PNG", "WEBP")

# AVIF and HEIC: the box with the size of what is decoded. The size that Pillow tells is the one
# after cropping, and the crop may be a stamp out of a wall.
CODED_SIZE = re.compile(rb"\x00\x00\x00\x14ispe\x00{4}(.{4})(.{4})", re.DOTALL)

UNREADABLE = _(
    "The portal cannot read this file as a picture. "
    "Upload a picture in the format AVIF, HEIC, JPEG, PNG or WebP."
)
MOVING = _("This picture is an animation. Upload a picture that does not move.")
TOO_MANY_PIXELS = _(
    "This picture has too many pixels: at most %(limit)s megapixels are accepted. "
    "Make it smaller and upload it again."
)


def open_picture(data: bytes) -> Image.Image:
    """The picture with its header read and its pixels not decoded.

    Raises `ValidationError` with a sentence for staff if it is none, if it has more than
    `MAX_IMAGE_PIXELS`, or if it moves.
    """
    image = _read_header(data)
    if max(_sizes(image, data)) > MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    if image.format in MAY_MOVE and getattr(image, "is_animated", False):
        raise ValidationError(MOVING, code="animated_image")
    return image


def header_size(file: File) -> tuple[int | None, int | None]:
    """Width and height in pixels as the file's header tells them; `None` where it does not."""
    file.seek(0)
    try:
        with _read_header(file.read()) as image:
            return image.size
    except ValidationError:
        return None, None


def _read_header(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=READ_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # Broken files are answered with any exception at all; see `pictures.clean_picture`.
        raise ValidationError(UNREADABLE, code="invalid_image") from error


def _sizes(image: Image.Image, data: bytes) -> list[int]:
    """Pixels of the picture and, in AVIF and HEIC, of everything that is decoded for it."""
    sizes = [image.width * image.height]
    if image.format in ("AVIF", "HEIF"):
        for width, height in CODED_SIZE.findall(data):
            sizes.append(int.from_bytes(width, "big") * int.from_bytes(height, "big"))
    return sizes


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        TOO_MANY_PIXELS,
        code="too_many_pixels",
        params={"limit": MAX_IMAGE_PIXELS // 1_000_000},
    )
