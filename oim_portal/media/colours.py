"""Colour conversion for screens: 8 bits per channel, grey, RGB or RGBA, with a matching profile."""

from io import BytesIO

from PIL import Image, ImageCms

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
