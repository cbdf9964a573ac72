"""Error messages for refused documents."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NOT_ALLOWED = _(
    "Files of this kind cannot be uploaded. These can: %(kinds)s. "
    "Upload pictures under 'Images' instead."
)
NOT_WHAT_IT_SAYS = _(
    "The content of this file is not what its name says (.%(extension)s). "
    "Open it in the program that made it and save it again."
)
WITH_MACROS = _("This document contains macros. Save it without them and upload it again.")
WITH_OBJECTS = _(
    "This document contains an embedded object or a control, which could run a program. "
    "Put a picture in its place, or save the document as PDF, and upload that."
)
LOADS_PARTS = _(
    "This document loads something from elsewhere when it is opened: %(place)s. "
    "Break this link (a template is detached too), or save the document as PDF, and upload that."
)
WITH_SCRIPT = _(
    "This PDF contains a script or starts a program. Print it as a new PDF and upload that."
)
NOT_SEEN_THROUGH = _(
    "The portal cannot see whether this document contains code: it is protected, damaged or too "
    "large within. Save it again without protection and upload that."
)

CODES = {
    NOT_ALLOWED: "document_kind",
    NOT_WHAT_IT_SAYS: "document_content",
    WITH_MACROS: "document_macros",
    WITH_OBJECTS: "document_objects",
    LOADS_PARTS: "document_loads_parts",
    WITH_SCRIPT: "document_script",
    NOT_SEEN_THROUGH: "document_unreadable",
}


def refusal(sentence: "StrPromise", **params: str) -> ValidationError:
    """Return the error of a refused document, with one of these messages."""
    return ValidationError(sentence, code=CODES[sentence], params=params)
