"""Cleaning of uploaded pictures: from any upload to the file that is stored.

Photos of people who migrate must never contain a position or a name, so only pixels and colour
profile are copied: the picture is decoded and re-encoded, which also drops anything else in the
file (scripts, archives, second pictures).
"""

import os

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from oim_portal.settings.upload_limits import MAX_IMAGE_PIXELS, MAX_JPEG_SCANS

from .decoding import reencode
from .picture_headers import UnacceptablePicture

EXTENSIONS = {"AVIF": ".avif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}

# Error messages for staff, by the reason of `UnacceptablePicture`.
REASONS = {
    "invalid_image": _(
        "The portal cannot read this file as a picture. "
        "Upload a picture in the format AVIF, HEIC, JPEG, PNG or WebP."
    ),
    "animated_image": _("This picture is an animation. Upload a picture that does not move."),
    "too_many_pixels": _(
        "This picture has too many pixels: at most %(limit)s megapixels are accepted. "
        "Make it smaller and upload it again."
    ),
    "too_many_scans": _(
        "This JPEG is made of more than %(limit)s layers, which no camera writes. "
        "Open it in a program for pictures, save it again and upload that."
    ),
    "too_demanding": _(
        "This picture needs more memory or time to open than others of its size. "
        "Open it in a program for pictures, save it again and upload that."
    ),
    "not_now": _(
        "The portal cannot open pictures just now. Your picture is not at fault: upload it again "
        "in some minutes, and tell an administrator if that does not help."
    ),
    "damaged_image": _(
        "This picture is damaged or incomplete. Save it again or look for another copy."
    ),
}
LIMITS = {
    "too_many_pixels": MAX_IMAGE_PIXELS // 1_000_000,
    "too_many_scans": MAX_JPEG_SCANS,
}


class CleanPicture(ContentFile):
    """A picture as it is stored. Created by `clean_picture` only, which returns it unchanged."""

    def getvalue(self) -> bytes:
        return self.file.getvalue()


def clean_picture(file: File) -> CleanPicture:
    """Return an uploaded picture as the portal stores it.

    In: an open file in one of the accepted formats, of any size. Out: the upright picture, at most
    `MAX_IMAGE_SIDE` pixels long, 8 bits per channel, in RGB, RGBA or grey, with its colour profile
    and no other metadata, under the same name with the right extension. Raises `ValidationError`
    with a message for staff for any other file; a picture of more than `MAX_IMAGE_PIXELS` is
    refused before it is decoded.
    """
    if isinstance(file, CleanPicture):
        return file
    file.seek(0)
    try:
        stored_as, data = reencode(file.read())
    except UnacceptablePicture as error:
        params = {"limit": LIMITS.get(error.reason)}
        raise ValidationError(REASONS[error.reason], code=error.reason, params=params) from error
    stem = os.path.splitext(os.path.basename(file.name or "picture"))[0]
    return CleanPicture(data, name=stem + EXTENSIONS[stored_as])
