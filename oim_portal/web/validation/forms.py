"""Middleware that refuses undecodable forms and deeply nested JSON, and cleans texts of forms."""

import json
import json.decoder
import traceback
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.deprecation import MiddlewareMixin

from oim_portal.wagtail_compat.django_private import freeze

from ..characters import clean
from ..url_prefixes import ADMIN
from .text import is_readable

URLENCODED = "application/x-www-form-urlencoded"
# Django replaces bytes that are not UTF-8 by this.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class FormValidationMiddleware(MiddlewareMixin):
    """Validate a form before its view runs. Stands behind Django's CSRF middleware.

    That one refuses requests from other sites before a byte of the body is read.
    """

    def process_view(self, request: HttpRequest, view, args: tuple, kwargs: dict) -> None:
        if request.method == "POST" and not is_readable_form(request):
            raise BadRequest("The form cannot be read.")
        if cleaned := clean_form(request.POST):
            request.POST = cleaned  # type: ignore[assignment] # `freeze` makes it immutable

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise BadRequest for JSON whose nesting exceeds the recursion limit of Python's parser.

        Code that parses it (the admin's API, a passkey in a form) expects a ValueError only.
        """
        if isinstance(exception, RecursionError) and comes_from_parsing(exception):
            raise BadRequest("The JSON is nested too deeply.") from exception


def comes_from_parsing(exception: Exception) -> bool:
    frames = traceback.extract_tb(exception.__traceback__)
    return any(frame.filename == json.decoder.__file__ for frame in frames)


def is_readable_form(request: HttpRequest) -> bool:
    """Return whether all names and texts of a form can be decoded."""
    fields, files = request.POST, request.FILES  # raises an exception beyond Django's limits
    if request.content_type == URLENCODED:
        return is_readable(unquote_to_bytes(request.body))
    refused = {"\0", REPLACEMENT}
    if request.path_info.startswith(ADMIN):
        # May be part of a pasted text, and a refusal would cost an editor their text.
        refused.remove(REPLACEMENT)
    written = [*texts(fields), *files]
    return not any(sign in text for text in written for sign in refused)


def clean_form(fields: QueryDict) -> QueryDict | None:
    """Return a form with clean texts, so that an invisible one fails in a required field.

    None if all are clean already. Passwords stay as they were typed; JSON is left to the code that
    parses it, since its editor counts characters.
    """
    cleaned = None
    for name, values in fields.lists():
        if "password" in name:
            continue
        after = [text if is_json(text) else clean(text, lines=True) for text in values]
        if after != values:
            cleaned = fields.copy() if cleaned is None else cleaned
            cleaned.setlist(name, after)
    return None if cleaned is None else freeze(cleaned)


def is_json(text: str) -> bool:
    """Return whether a text is an object or a list in JSON; '[sic]' is not."""
    if text[:1] + text[-1:] not in ("{}", "[]"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def texts(fields: QueryDict) -> Iterator[str]:
    """Yield names and values."""
    for name, values in fields.lists():
        yield name
        yield from values
