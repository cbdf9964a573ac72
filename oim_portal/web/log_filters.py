"""What is kept out of the log: what repeats itself, and what lets in whoever reads it."""

import logging

from .repeated_messages import Repeats
from .url_prefixes import ACCOUNT


class SeldomFilter(logging.Filter):
    """Let a message pass once in some minutes, then with the number of those held back between.

    For what each request of an outage would say anew. It belongs to loggers, not to handlers, so
    that no handler has one that another lacks.
    """

    def __init__(self, minutes: float = 5) -> None:
        super().__init__()
        self.repeats = Repeats(minutes * 60)

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        count = self.repeats.held_back(message)
        if count:
            record.msg, record.args = f"{message} ({count} more since it was last said)", ()
        return count is not None


class RequestFilter(logging.Filter):
    """For Django's own lines about requests, of which it writes one for each status above 399.

    A 503 is left out: whoever answers it says why, once (`pages.views.unavailable`). Addresses of
    accounts may hold a key from a mail, so that not more is told of them than where they begin.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 503:
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(map(without_key, record.args))
        return True


def without_key(value: object) -> object:
    """Return an address of accounts without what follows; all else as it is."""
    is_account = isinstance(value, str) and value.startswith(ACCOUNT)
    return f"{ACCOUNT}…" if is_account else value


class RequestValidationFilter(logging.Filter):
    """For what request validation answers with 400: a line of warning, without a trace.

    Django notes some of it as errors, each kind by a logger of its own, and all of it with a trace:
    anybody could fill the log and the mailbox for errors. So it belongs to handlers.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 400:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True
