"""What reads a request first: before all middleware, so that nobody catches its errors."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class PortalRequest(WSGIRequest):
    """Django's request, which lives on when its Content-Type cannot be read.

    A charset that does not exist, written in the way of RFC 2231, raises ValueError here, and the
    application server answers with a bare 500. `addresses` looks at the mark instead.
    """

    has_broken_content_type = False

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)
        except ValueError:
            self.has_broken_content_type = True
            self.content_type, self.content_params = "", {}


class PortalHandler(WSGIHandler):
    """The WSGI application; see oim_portal/wsgi.py."""

    request_class = PortalRequest
