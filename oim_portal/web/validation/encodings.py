"""Middleware that refuses what cannot be decoded, bodies that are too large and deeply nested JSON.

It cleans the texts of forms too, by the rule of `oim_portal.web.characters`.
"""

import codecs
import json
import json.decoder
import re
import traceback
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, QueryDict
from django.utils.deprecation import MiddlewareMixin

from oim_portal.settings.upload_limits import MAX_FORM_BYTES
from oim_portal.wagtail_compat.django_private import freeze

from ..characters import clean
from ..url_prefixes import ADMIN

# Django leaves bytes of the path that are not UTF-8 percent-encoded.
BROKEN_BYTE = re.compile(r"%[89A-F][0-9A-F]")


class UrlValidationMiddleware(MiddlewareMixin):
    """Respond with 400 to requests that nothing behind this could handle."""

    def process_request(self, request: HttpRequest) -> None:
        # Several times the largest upload, so that the form can report a picture that is too large.
        # Django limits what it holds in memory, but writes files of any size to the disk.
        if content_length(request) > MAX_FORM_BYTES:
            raise RequestDataTooBig("The body is too large.")
        for part, is_good in PARTS.items():
            if not is_good(request):
                raise BadRequest(f"The {part} cannot be read.")


def content_length(request: HttpRequest) -> int:
    """Return the length that the request declares; 0 where Django reads nothing either."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def has_good_content_type(request: HttpRequest) -> bool:
    """Return whether the type can be parsed (`requests`); checked here for other handlers too."""
    is_broken = getattr(request, "has_broken_content_type", False)
    return not is_broken and is_charset(request.content_params.get("charset", ""))


def has_good_path(request: HttpRequest) -> bool:
    return "\0" not in request.path_info and not BROKEN_BYTE.search(request.path_info)


def has_good_query(request: HttpRequest) -> bool:
    return is_readable(unquote_to_bytes(raw(request, "QUERY_STRING")))


def has_good_cookies(request: HttpRequest) -> bool:
    # A quoted cookie may contain a NUL byte that its header does not: "\\000".
    return is_readable(raw(request, "HTTP_COOKIE")) and not any(
        "\0" in value for value in request.COOKIES.values()
    )


def raw(request: HttpRequest, name: str) -> bytes:
    """Return the bytes of a variable, which WSGI passes on as Latin-1."""
    return request.META.get(name, "").encode("latin-1")


PARTS: dict[str, Callable[[HttpRequest], bool]] = {
    "content type": has_good_content_type,
    "path": has_good_path,
    "query": has_good_query,
    "cookies": has_good_cookies,
}


# The codecs of Python, by its own names, in which forms are encoded. Others are not text encodings
# ('base64'), always fail ('undefined', 'idna'), or decode ASCII to text that no database stores
# ('utf-7', 'unicode_escape'): Django would try them all.
CHARSETS = {"utf-8", "ascii", "iso8859-1", "cp1252"}


def is_charset(name: str) -> bool:
    """Return whether a request may name this charset; an unknown one is ignored."""
    try:
        return codecs.lookup(name).name in CHARSETS
    except LookupError:
        return True
    except ValueError:  # a NUL byte in it
        return False


def is_readable(data: bytes) -> bool:
    """Return whether bytes are UTF-8 without a NUL byte, which PostgreSQL stores in no text."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


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
