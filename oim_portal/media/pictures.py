"""From whatever is uploaded as a picture to what the portal keeps of it.

Photos of people who migrate must never carry a position or a name, so nothing is copied but
pixels and colour profile: the picture is decoded and written anew, which also drops whatever a
file carries beside its picture (scripts, archives, second pictures).
"""

import logging
import os
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image

from .colours import to_screen_colours
from .limits import MAX_IMAGE_SIDE
from .picture_headers import open_picture

logger = logging.getLogger(__name__)

# Browsers do not show HEIC, so it is kept as JPEG (as WebP where parts are transparent).
STORED_AS = {"MPO": "JPEG", "HEIF": "JPEG"}
EXTENSIONS = {"AVIF": ".avif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
# Renditions are made from this, so it is kept better than what visitors get.
SAVE_OPTIONS = {
    "AVIF": {"quality": 85, "speed": 8},
    "JPEG": {"quality": 92},
    "PNG": {},
    "WEBP": {"quality": 92},
}

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

DAMAGED = _("This picture is damaged or incomplete. Save it again or look for another copy.")


class CleanPicture(ContentFile):
    """A picture as it is kept. Made by `clean_picture` only, which returns it unchanged."""

    def getvalue(self) -> bytes:
        return self.file.getvalue()


def clean_picture(file: File) -> CleanPicture:
    """What the portal keeps of an uploaded picture.

    In: an open file in one of the formats accepted, of any size. Out: the upright picture, at
    most `MAX_IMAGE_SIDE` pixels long, 8 bits a channel, in RGB, RGBA or grey, with its colour
    profile and no other metadata, under the same name with the right ending.
    Raises `ValidationError` with a sentence for staff for everything that is no such picture;
    a picture of more than `MAX_IMAGE_PIXELS` is refused before it is decoded.
    """
    if isinstance(file, CleanPicture):
        return file
    try:
        file.seek(0)
        with open_picture(file.read()) as image:
            return _written_anew(image, file.name)
    except ValidationError:
        raise
    except Exception as error:
        # Decoders answer broken files with any exception at all (OSError, SyntaxError,
        # struct.error, ValueError, RuntimeError...): to whoever uploads they mean the same.
        logger.info("An uploaded picture could not be decoded: %r", error)
        raise ValidationError(DAMAGED, code="damaged_image") from error


def _written_anew(image: Image.Image, name: str) -> CleanPicture:
    source_format = image.format
    image.load()
    turn = TURNS.get(_orientation(image))
    image, profile = to_screen_colours(image)  # first: palettes cannot be resized well
    image.thumbnail((MAX_IMAGE_SIDE, MAX_IMAGE_SIDE))
    if turn is not None:
        image = image.transpose(turn)

    # A copy is of Pillow's plain class: what the writers would take over from the source (text
    # chunks, comments) is gone with the source's class and `info`.
    image = image.copy()
    image.info = {}

    stored_as = STORED_AS.get(source_format, source_format)
    if stored_as == "JPEG" and image.mode == "RGBA":
        stored_as = "WEBP"
    options = dict(SAVE_OPTIONS[stored_as])
    if profile:
        options["icc_profile"] = profile
    buffer = BytesIO()
    image.save(buffer, stored_as, **options)
    stem = os.path.splitext(os.path.basename(name or "picture"))[0]
    return CleanPicture(buffer.getvalue(), name=stem + EXTENSIONS[stored_as])


def _orientation(image: Image.Image) -> int:
    """The EXIF or XMP orientation, 1 (upright) where there is none that can be read."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        # A broken EXIF block is no reason to refuse a picture that is otherwise whole.
        return 1
