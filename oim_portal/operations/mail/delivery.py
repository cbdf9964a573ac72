"""One try to deliver a mail, and when to try again."""

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

# After each failure: a server that restarts, one that is mended the same day.
WAITS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
]


def send_or_retry(message: EmailMessage, task: Task, *args, attempt: int) -> None:
    """Send a message by the mail server; when that fails, let `task` try again later.

    `task` takes `args` and `attempt`, 1 for the first. After the last try the mail is given up with
    a line in the log, never an exception: it would be an error that is mailed, by the server that
    does not work. Must be called outside a transaction that may be undone.
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
    """Say whether trying again is no use: the server knows none of the addresses."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _reason in error.recipients.values())
