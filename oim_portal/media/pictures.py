"""From whatever is uploaded as a picture to what the portal keeps of it.

Photos of people who migrate must never carry a position or a name, so nothing is copied but
pixels and colour profile: the picture is decoded and written again, which also drops whatever a
file carries beside its picture (scripts, archives, second pictures).
"""

import os

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from oim_portal.settings.upload_limits import MAX_IMAGE_PIXELS, MAX_JPEG_SCANS

from .decoding import rewrite
from .picture_headers import UnacceptablePicture

EXTENSIONS = {"AVIF": ".avif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}

# What staff are told, by the reason of `UnacceptablePicture`.
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
    file.seek(0)
    try:
        stored_as, data = rewrite(file.read())
    except UnacceptablePicture as error:
        params = {"limit": LIMITS.get(error.reason)}
        raise ValidationError(REASONS[error.reason], code=error.reason, params=params) from error
    stem = os.path.splitext(os.path.basename(file.name or "picture"))[0]
    return CleanPicture(data, name=stem + EXTENSIONS[stored_as])
