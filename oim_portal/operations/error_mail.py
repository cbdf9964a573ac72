"""Logging handler that mails errors to ADMINS: in a thread, and throttled per error.

A mail contains what `text_of` lists and nothing else: no address of a visitor, no cookie, no form
field, no setting. Django's own report has all of these.
"""

import hashlib
import logging
import os
import queue
import socket
import threading
import traceback
from collections.abc import Hashable
from pathlib import Path
from smtplib import SMTPException

from django.core.cache import cache
from django.core.mail import mail_admins
from django.db import DatabaseError, connections

from oim_portal import __version__
from oim_portal.web.database_timeouts import query_timeout
from oim_portal.web.logs import MessageThrottle, trace, without_key

logger = logging.getLogger(__name__)

ROOT = str(Path(__file__).parents[2])
MAX_PENDING = 20
DATABASE_LIMIT = 3  # seconds; then the mail is sent directly, not through the table of tasks
EXIT_LIMIT = 5  # seconds that an exiting process waits for its mail


class ErrorMailHandler(logging.Handler):
    """Hands each error to a thread that mails it; a repeated error once in some minutes."""

    def __init__(self, minutes: float = 10) -> None:
        super().__init__()
        self.minutes = minutes
        self.throttle = MessageThrottle(minutes * 60)
        self.pending: queue.Queue[tuple[Hashable, str, str]] = queue.Queue(MAX_PENDING)
        self.sender: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < self.level:
            return  # a filter has lowered its level
        try:
            place = key_of(record)
            count = self.throttle.suppressed(place)
            if count is None:
                return
            text = text_of(record, count, self.minutes)
            self.pending.put_nowait((place, subject_of(record), text))
            self.ensure_sender()
        except queue.Full:
            return  # the log has it
        except Exception:
            self.handleError(record)

    def ensure_sender(self) -> None:
        """Start the thread; a forked process has none of its parent's."""
        if self.sender is None or not self.sender.is_alive():
            self.sender = threading.Thread(target=self.send, name="error mail", daemon=True)
            self.sender.start()

    def send(self) -> None:
        while True:
            place, subject, text = self.pending.get()
            try:
                with query_timeout(DATABASE_LIMIT):
                    if self.is_first_to_mail(place):
                        mail_admins(subject, text)
            except (OSError, SMTPException) as error:
                # Not an error: it would be mailed.
                logger.warning("A mail about an error was not sent: %s", error)
            except Exception:
                logger.warning("A mail about an error was not sent.", exc_info=True)
            finally:
                connections.close_all()
                self.pending.task_done()

    def is_first_to_mail(self, place: Hashable) -> bool:
        """Return whether no process has mailed it lately: a job of each minute is a new process."""
        key = hashlib.sha256(repr(place).encode()).hexdigest()
        try:
            return cache.add(f"error-mail-{key}", True, self.minutes * 60)
        except DatabaseError:
            return True

    def close(self) -> None:
        """Wait for pending mail: a command may exit right after its error."""
        with self.pending.all_tasks_done:
            self.pending.all_tasks_done.wait_for(
                lambda: not self.pending.unfinished_tasks, timeout=EXIT_LIMIT
            )
        super().close()


def key_of(record: logging.LogRecord) -> Hashable:
    """Return the key by which repeated errors are recognized: the line of our code that failed."""
    error = record.exc_info[1] if record.exc_info else None
    frames = traceback.extract_tb(error.__traceback__) if error else None
    if not frames:
        return record.pathname, record.lineno, record.msg
    place = next((each for each in reversed(frames) if is_ours(each)), frames[-1])
    return type(error), place.filename, place.lineno


def is_ours(frame: traceback.FrameSummary) -> bool:
    return frame.filename.startswith(ROOT) and "site-packages" not in frame.filename


def subject_of(record: logging.LogRecord) -> str:
    """Return the first line of the record's message: a subject has no second one."""
    return f"{record.levelname}: {record.getMessage()}".partition("\n")[0][:200]


def text_of(record: logging.LogRecord, count: int, minutes: float) -> str:
    """Return the text of a mail: what failed, where in the code, and how to find it in the log."""
    error = record.exc_info[1] if record.exc_info else None
    request = getattr(record, "request", None)
    parts = [record.getMessage()]
    if hasattr(request, "method") and hasattr(request, "path"):
        parts.append(f"Request: {request.method} {without_key(request.path)}")
    parts += [
        f"Number in the log: {getattr(record, 'request_id', '') or 'none, outside a request'}",
        f"Process: {os.getpid()} on {socket.gethostname()}, version {__version__}",
        f"The same error is mailed again after {minutes:g} minutes at the earliest. "
        f"Held back by this process since its last mail: {count}.",
    ]
    if error:
        parts.append(trace(error))
    return "\n\n".join(parts) + "\n"
