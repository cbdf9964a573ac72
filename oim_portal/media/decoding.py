"""Decoding of untrusted pictures, each in a process of its own (`child_process`)."""

import logging
import sys
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageCms

from oim_portal.settings.upload_limits import (
    DECODER_MEMORY,
    DECODER_MEMORY_A_PIXEL,
    DECODER_SECONDS,
    DECODER_THREADS,
    MAX_IMAGE_PIXELS,
    MAX_IMAGE_SIDE,
)
from oim_portal.wagtail_compat.pillow import decode_avif_by

from .child_process import ChildFailed, limit, limit_memory, run
from .picture_headers import UnacceptablePicture, decoded_pixels, open_picture

# Every rendition embeds the profile, so a large one, as of a printer, is applied instead.
MAX_PROFILE_BYTES = 32 * 1024

PROFILE_SPACES = {"L": "GRAY", "RGB": "RGB", "RGBA": "RGB"}


def to_screen_colours(image: Image.Image) -> tuple[Image.Image, bytes | None]:
    """Return the picture in mode L, RGB or RGBA, and its ICC profile if that fits these pixels.

    A profile that is broken or of another colour space is dropped; one of CMYK or of more than
    `MAX_PROFILE_BYTES` is applied, which results in sRGB.
    """
    data = image.info.get("icc_profile")
    profile = _parsed(data)
    if image.mode == "CMYK":
        return _as_srgb(image, profile), None

    picture = _in_plain_mode(image)
    if profile is None or profile.profile.xcolor_space.strip() != PROFILE_SPACES[picture.mode]:
        return picture, None
    if len(data) > MAX_PROFILE_BYTES:
        return _as_srgb(picture, profile), None
    return picture, data


def _parsed(data: bytes | None) -> ImageCms.ImageCmsProfile | None:
    if not data:
        return None
    try:
        return ImageCms.ImageCmsProfile(BytesIO(data))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _as_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile is not None:
        try:
            return ImageCms.profileToProfile(
                image, profile, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except ImageCms.PyCMSError:
            pass  # a profile of another colour space than the pixels'
    return image.convert(mode)


def _in_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        # Pillow clips 16 bits to 8 instead of scaling them.
        return image.convert("F").point(lambda value: value / 256).convert("L")
    without_alpha = "L" if image.mode in ("1", "L") else "RGB"
    mode = "RGBA" if image.has_transparency_data else without_alpha
    # Pillow copies a picture that is in that mode already, and 40 megapixels are 160 MB.
    return image if image.mode == mode else image.convert(mode)


logger = logging.getLogger(__name__)

# Browsers do not show HEIC, so it is stored as JPEG (as WebP if parts are transparent).
STORED_AS = {"MPO": "JPEG", "HEIF": "JPEG"}
# Renditions are made from this, so its quality is higher than theirs.
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
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


def reencode(
    data: bytes, *, memory: int = DECODER_MEMORY, seconds: int = DECODER_SECONDS
) -> tuple[str, bytes]:
    """Return format and bytes of a picture as the portal stores it, re-encoded by a child process.

    The child may use `memory` bytes of address space, more for the pixels that the file declares,
    and `seconds` of CPU and wall-clock time. Raises `UnacceptablePicture`.
    """
    try:
        output = run(__spec__.name, data, memory, seconds, seconds=seconds)
    except ChildFailed as failure:
        raise UnacceptablePicture(failure.reason) from failure
    outcome, _newline, kept = output.partition(b"\n")
    if not kept:
        logger.info("No picture is kept of an upload: %s", outcome.decode())
        raise UnacceptablePicture(outcome.decode())
    return outcome.decode(), kept


def main(memory: int, seconds: int) -> None:
    """Read a picture from standard input; write its format or a reason, then the new file."""
    decode_avif_by(DECODER_THREADS)
    # Decoders allocate all pixels even to read a header, and the error message about too many of
    # them must be reached. That memory stays unused, and the picture's own limit follows.
    limit(seconds, memory + MAX_IMAGE_PIXELS * DECODER_MEMORY_A_PIXEL)
    try:
        data = sys.stdin.buffer.read()
        with open_picture(data) as image:
            limit_memory(memory + decoded_pixels(image, data) * DECODER_MEMORY_A_PIXEL)
            outcome, kept = _reencoded(image)
    except UnacceptablePicture as refusal:
        outcome, kept = refusal.reason, b""
    except MemoryError:
        outcome, kept = "too_demanding", b""
    except Exception as error:
        # Decoders raise any exception for broken files (OSError, SyntaxError, struct.error,
        # ValueError, RuntimeError...), all of which mean the same to the user.
        sys.stderr.write(repr(error))
        outcome, kept = "damaged_image", b""
    sys.stdout.buffer.write(outcome.encode() + b"\n" + kept)


def _reencoded(image: Image.Image) -> tuple[str, bytes]:
    source_format = image.format
    image.load()
    turn = TURNS.get(_orientation(image))
    image, profile = to_screen_colours(image)  # first: palettes cannot be resized well
    image.thumbnail((MAX_IMAGE_SIDE, MAX_IMAGE_SIDE))
    if turn is not None:
        image = image.transpose(turn)

    # A copy is of Pillow's base class: metadata that the writers would copy from the source (text
    # chunks, comments) are gone with the source's class and `info`.
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
    return stored_as, buffer.getvalue()


def _orientation(image: Image.Image) -> int:
    """Return the EXIF or XMP orientation, or 1 (upright) if none can be read."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        # A broken EXIF block is not a reason to refuse an otherwise intact picture.
        return 1


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
