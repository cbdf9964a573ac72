"""Logs: request IDs shared with nginx, JSON lines, throttled and redacted messages, tracebacks."""

import json
import logging
import re
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from oim_portal import __version__

from .url_prefixes import ACCOUNT


def trace(error: BaseException) -> str:
    """Return the traceback of an error and of its causes, each with the first line of its message.

    PostgreSQL writes values of the row, such as e-mail addresses, in the lines below the first.
    """
    parts, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        where = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{where}{type(error).__qualname__}: {first_line(error)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich led to:\n".join(reversed(parts))


def first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


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


MOST_KNOWN = 500  # messages


class MessageThrottle:
    """Decides whether a repeated message is due again after some seconds, in this process."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._known: dict[Hashable, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def suppressed(self, thing: Hashable) -> int | None:
        """Return how many were suppressed since the last one; None to suppress this one too."""
        now = time.monotonic()
        with self._lock:
            if thing in self._known:
                last, count = self._known[thing]
                if now - last < self.seconds:
                    self._known[thing] = (last, count + 1)
                    return None
            else:
                count = 0
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
            self._known[thing] = (now, 0)
            return count


class ThrottleFilter(logging.Filter):
    """Let a message pass once in some minutes, then with the number of those suppressed since.

    For messages that every request during an outage would repeat. Attached to loggers rather than
    handlers, so that all handlers get the same messages.
    """

    def __init__(self, minutes: float = 5) -> None:
        super().__init__()
        self.throttle = MessageThrottle(minutes * 60)

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        count = self.throttle.suppressed(message)
        if count:
            record.msg, record.args = f"{message} ({count} more since it was last said)", ()
        return count is not None


class RequestFilter(logging.Filter):
    """For the records that Django writes about requests, one for each status above 399.

    A 503 is left out: the code that sends it logs the reason, once (`pages.views.unavailable`).
    URLs of account pages may contain a key from a mail, so they are cut after their prefix.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 503:
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(map(without_key, record.args))
        return True


def without_key(value: object) -> object:
    """Return a URL of account pages cut after its prefix, and any other value unchanged."""
    is_account = isinstance(value, str) and value.startswith(ACCOUNT)
    return f"{ACCOUNT}…" if is_account else value


class RequestValidationFilter(logging.Filter):
    """Reduce records of responses 400 from request validation to a warning without a traceback.

    Django logs some of them as errors, each kind by a logger of its own, and all of them with a
    traceback: any client could fill the log and the mailbox for errors. So this is for handlers.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 400:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True
