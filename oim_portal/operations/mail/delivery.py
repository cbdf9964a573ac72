"""One attempt to deliver a mail, and the schedule of retries."""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django_tasks.base import Task

from oim_portal.web.characters import for_header

from .. import health

logger = logging.getLogger(__name__)

# Delay after each failure: for a server that restarts, for one that is repaired the same day.
WAITS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
]


def send_or_retry(message: EmailMessage, task: Task, *args, attempt: int) -> None:
    """Send a message by the mail server; if that fails, enqueue `task` again for later.

    `task` takes `args` and `attempt`, which is 1 at first. After the last attempt the mail is given
    up with a line in the log, never an exception: that would be an error that is mailed, by the
    server that does not work. Must be called outside a transaction that may be rolled back.
    """
    message.connection = get_connection(settings.PORTAL_MAIL_BACKEND)
    message.subject = for_header(message.subject)
    try:
        message.send()
    except (OSError, SMTPException) as error:
        health.record("mail", ok=False, detail=f"{type(error).__name__}: {error}")
        if attempt > len(WAITS) or is_final(error):
            logger.warning("A mail was given up after %d tries: %s", attempt, error)
            return
        later = timezone.now() + WAITS[attempt - 1]
        task.using(run_after=later).enqueue(*args, attempt=attempt + 1)
    else:
        health.record("mail", ok=True)


def is_final(error: Exception) -> bool:
    """Return whether a retry is useless: the server has refused all addresses for good."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _reason in error.recipients.values())
