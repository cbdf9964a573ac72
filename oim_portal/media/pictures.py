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
from pillow_heif import register_heif_opener

from .colours import to_screen_colours
from .limits import MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE

logger = logging.getLogger(__name__)

register_heif_opener(thumbnails=False)

# Pillow tries these decoders and no other. 'JPEG' finds MPO too, which many telephones write.
READ_FORMATS = ("AVIF", "HEIF", "JPEG", "PNG", "WEBP")
MAY_MOVE = ("AVIF", "PNG", "WEBP")

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
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_270],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_90],
}

UNREADABLE = _(
    "The portal cannot read this file as a picture. "
    "Upload a picture in the format AVIF, HEIC, JPEG, PNG or WebP."
)
DAMAGED = _("This picture is damaged or incomplete. Save it again or look for another copy.")
MOVING = _("This picture is an animation. Upload a picture that does not move.")
TOO_MANY_PIXELS = _(
    "This picture has too many pixels: at most %(limit)s megapixels are accepted. "
    "Make it smaller and upload it again."
)


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
        with _open(file) as image:
            _refuse_by_header(image)
            return _written_anew(image, file.name)
    except ValidationError:
        raise
    except Exception as error:
        # Decoders answer broken files with any exception at all (OSError, SyntaxError,
        # struct.error, ValueError, RuntimeError...): to whoever uploads they mean the same.
        logger.info("An uploaded picture could not be decoded: %r", error)
        raise ValidationError(DAMAGED, code="damaged_image") from error


def header_size(file: File) -> tuple[int | None, int | None]:
    """Width and height in pixels as the file's header tells them; `None` where it does not."""
    try:
        with _open(file) as image:
            return image.size
    except ValidationError:
        return None, None


def _open(file: File) -> Image.Image:
    """The picture with its header read, its pixels not yet decoded."""
    file.seek(0)
    try:
        # The bytes are handed over rather than the file, which Pillow would close.
        return Image.open(BytesIO(file.read()), formats=READ_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        raise ValidationError(UNREADABLE, code="invalid_image") from error


def _refuse_by_header(image: Image.Image) -> None:
    if image.width * image.height > MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    if image.format in MAY_MOVE and getattr(image, "is_animated", False):
        raise ValidationError(MOVING, code="animated_image")


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        TOO_MANY_PIXELS,
        code="too_many_pixels",
        params={"limit": MAX_IMAGE_PIXELS // 1_000_000},
    )


def _written_anew(image: Image.Image, name: str) -> CleanPicture:
    source_format = image.format
    image.load()
    turns = TURNS.get(_orientation(image), [])
    image, profile = to_screen_colours(image)  # first: palettes cannot be resized well
    image.thumbnail((MAX_IMAGE_SIDE, MAX_IMAGE_SIDE))
    for turn in turns:
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
