"""Request IDs, shared by the logs of nginx and of the portal, and the JSON format of the latter."""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from oim_portal import __version__

from .safe_traceback import trace

_current: ContextVar[str] = ContextVar("request_id", default="")
# The format of nginx's $request_id. Any other value could inject lines into the log.
REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


class RequestIdMiddleware:
    """Take the request ID from nginx, or generate one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        number = sent if REQUEST_ID.fullmatch(sent) else secrets.token_hex(16)
        token = _current.set(number)
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)


class RequestIdFilter(logging.Filter):
    """Add the ID of the current request to each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        return True


class JsonFormatter(logging.Formatter):
    """Format each record as a line of JSON, as nginx formats its own log."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "id": getattr(record, "request_id", ""),
            "version": __version__,
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = trace(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)
