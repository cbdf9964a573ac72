"""WSGI handler and request class: validation that must precede all middleware."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.http import parse_header_parameters

from oim_portal.wagtail_compat.django_private import CheckedRequest

from ..request_limit import RequestLimit
from ..url_prefixes import ADMIN
from .encodings import is_charset

# Longer than any that a browser sends; parsing takes quadratic time.
MAX_CONTENT_TYPE = 1_000


class PortalRequest(CheckedRequest):
    """Django's request, which can be constructed even if its Content-Type cannot be parsed.

    A charset that does not exist, written as in RFC 2231, raises an exception here, as does one in
    which no query can be decoded, and the application server would answer with a bare 500.
    `encodings` refuses the request by this flag instead.
    """

    def is_readable_type(self, content_type: str) -> bool:
        return is_readable_type(content_type)


def is_readable_type(content_type: str) -> bool:
    """Return whether a Content-Type can be parsed and names no charset that is unusable."""
    try:
        _kind, parameters = parse_header_parameters(content_type[: MAX_CONTENT_TYPE + 1])
    except ValueError:
        return False
    return len(content_type) <= MAX_CONTENT_TYPE and is_charset(parameters.get("charset", ""))


def seconds_for(environ: dict[str, Any]) -> float:
    """Return the time limit of a request: in the admin, enough for an import of many events."""
    if environ.get("PATH_INFO", "").startswith(ADMIN):
        return settings.PORTAL_ADMIN_REQUEST_LIMIT
    return settings.PORTAL_REQUEST_LIMIT


class PortalHandler(WSGIHandler):
    """The WSGI application, with a time limit for each request; see oim_portal/wsgi.py."""

    request_class = PortalRequest

    def __init__(self) -> None:
        super().__init__()
        self.limit = RequestLimit(settings.PORTAL_REQUEST_LIMIT)

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        with self.limit.watched(seconds_for(environ)):
            return super().__call__(environ, start_response)
