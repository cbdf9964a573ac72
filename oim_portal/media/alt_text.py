"""Validation of alternative texts: when one is required, and which texts are refused."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

IS_A_FILE_NAME = _(
    "This is the name of a file. Describe what the picture shows, for people who cannot see it."
)
IS_MISSING = _("Describe the picture for people who cannot see it, or mark it as decorative.")

# 'foto.png', 'Informe final.JPG'
FILE_ENDING = re.compile(r"\.(avif|bmp|gif|hei[cf]|jpe?g|pdf|png|svg|tiff?|webp)\s*$", re.I)
# 'IMG_1234', 'DSC0001', '20240501_123456', 'a3f9-22b1-77c0': one word that is mostly a number
NUMBERED_WORD = re.compile(r"(?=(?:\D*\d){3})[\w().~-]+", re.I)
# 'foto 1', 'WhatsApp Image 2024-05-01 at 10.22.31', 'Sin título (2)', 'image'
GENERIC_NAME = re.compile(
    r"(captura( de pantalla)?|descarga|download|foto(graf[ií]a)?|ima?ge?(n|s)?|img|photo|picture"
    r"|scan|screen ?shot|sin t[ií]tulo|unnamed|untitled|whatsapp image)"
    r"(\s|\d|[_().:~-]|at|a las?|[ap]\.?\s?m\.?)*",
    re.I,
)


def validate_alt_text(value: str) -> None:
    """Raise `ValidationError` if an alternative text is the name of a file.

    Cameras, phones and messengers name files in a few ways, which are refused with or without the
    extension. An empty text passes: `alt_text_error` checks whether one is required.
    """
    text = (value or "").strip()
    if not text:
        return
    if FILE_ENDING.search(text) or NUMBERED_WORD.fullmatch(text) or GENERIC_NAME.fullmatch(text):
        raise ValidationError(IS_A_FILE_NAME, code="alt_text_is_file_name")


def alt_text_error(text: str, *, decorative: bool) -> ValidationError | None:
    """Return the error of the alternative text of a picture in use, or `None`.

    A decorative picture needs none; a text it has nevertheless is not validated, since it is not
    read out.
    """
    if decorative:
        return None
    if not (text or "").strip():
        return ValidationError(IS_MISSING, code="alt_text_missing")
    try:
        validate_alt_text(text)
    except ValidationError as error:
        return error
    return None
