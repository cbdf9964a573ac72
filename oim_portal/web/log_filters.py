"""Logging filters: throttle repeated messages, and redact URLs that contain a key."""

import logging
import threading
import time
from collections.abc import Hashable

from .url_prefixes import ACCOUNT

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
