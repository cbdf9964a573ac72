"""Validation of a picture by its header, before any pixel is decoded."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import Image
from pillow_heif import register_heif_opener

from oim_portal.settings.upload_limits import DECODER_THREADS, MAX_IMAGE_PIXELS, MAX_JPEG_SCANS

# Markers of segments, and of the end. Not stuffed bytes (00), fill bytes (FF), restarts and the
# beginning (D0 to D8), nor reserved ones: libjpeg continues to the next marker there.
MARKER = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
END_OF_IMAGE = 0xD9
START_OF_SCAN = 0xDA


def has_more_scans(data: bytes, limit: int) -> bool:
    """Return whether a JPEG has more scans than `limit`, parsed as libjpeg parses it.

    A scan can be 61 bytes long, so a file of 20 MB can take hours. Content of segments (such as a
    thumbnail in EXIF) and behind the first picture (such as a phone's second one) is not decoded,
    so it does not count.
    """
    scans = position = 0
    while match := MARKER.search(data, position):
        code, position = match[1][0], match.end()
        if code == END_OF_IMAGE:
            return False
        if code == START_OF_SCAN:
            scans += 1
            if scans > limit:
                return True
        # The length includes its own two bytes; libjpeg continues behind them if it is less.
        position += max(2, int.from_bytes(data[position : position + 2], "big"))
    return False


register_heif_opener(thumbnails=False, decode_threads=DECODER_THREADS)

# Pillow tries these decoders only. 'JPEG' reads MPO too, which many phones write.
READ_FORMATS = ("AVIF", "HEIF", "JPEG", "PNG", "WEBP")
MAY_MOVE = ("AVIF", "PNG", "WEBP")

# The box with the decoded size in AVIF and HEIC. Pillow's size is the one after cropping, and the
# crop may be a tiny part.
CLAIMED_SIZE = re.compile(rb"\x00\x00\x00\x14ispe\x00{4}(.{4})(.{4})", re.DOTALL)


class UnacceptablePicture(Exception):  # noqa: N818 (the fault is the picture's)
    """A file that is refused as a picture; `reason` is a key of `pictures.REASONS`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def open_picture(data: bytes) -> Image.Image:
    """Return the picture with its header parsed and its pixels not decoded.

    Raises `UnacceptablePicture` if the file is not a picture, has more than `MAX_IMAGE_PIXELS` or
    `MAX_JPEG_SCANS`, or is animated.
    """
    image = _read_header(data)
    if decoded_pixels(image, data) > MAX_IMAGE_PIXELS:
        raise UnacceptablePicture("too_many_pixels")
    if image.format in ("JPEG", "MPO") and has_more_scans(data, MAX_JPEG_SCANS):
        raise UnacceptablePicture("too_many_scans")
    if image.format in MAY_MOVE and getattr(image, "is_animated", False):
        raise UnacceptablePicture("animated_image")
    # A sequence of one picture is not animated for Pillow.
    if image.format == "AVIF" and data[8:12] != b"avif" and b"moov" in data:
        raise UnacceptablePicture("animated_image")
    return image


def decoded_pixels(image: Image.Image, data: bytes) -> int:
    """Return the pixels of the largest picture that is decoded, as the file declares them.

    A bitstream of AVIF or HEIC may be larger than its boxes say; the memory of the decoder is
    limited by what they say.
    """
    return max(_sizes(image, data))


def header_size(file: BinaryIO) -> tuple[int | None, int | None]:
    """Return width and height in pixels from the header of the file, `None` if it is broken."""
    file.seek(0)
    try:
        with _read_header(file.read()) as image:
            return image.size
    except UnacceptablePicture:
        return None, None


def _read_header(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=READ_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnacceptablePicture("too_many_pixels") from error
    except MemoryError:
        raise
    except Exception as error:
        # Broken files may raise any exception; see `decoding.main`.
        raise UnacceptablePicture("invalid_image") from error


def _sizes(image: Image.Image, data: bytes) -> Iterator[int]:
    yield image.width * image.height
    if image.format in ("AVIF", "HEIF"):
        for width, height in CLAIMED_SIZE.findall(data):
            yield int.from_bytes(width, "big") * int.from_bytes(height, "big")
