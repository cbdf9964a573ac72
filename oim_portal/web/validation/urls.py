"""Middleware that refuses undecodable paths, queries and cookies, and bodies that are too large."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

from oim_portal.settings.upload_limits import MAX_FORM_BYTES

from .text import is_charset, is_readable

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
