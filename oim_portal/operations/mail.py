"""Mail in the background: queued as tasks, retried after failures, reported in the health report.

`QueueBackend` is Django's mail backend, so all code that sends mail hands it to the worker, and no
request waits for the mail server. `send_or_retry` is for tasks that build their message themselves,
so that no table contains a link with a key. Nothing here may import models other than those of the
task queue and of `health`.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error as DatabaseError
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from oim_portal.settings.task_queues import PROMPT
from oim_portal.web.characters import for_header

from . import health

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


FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


def pack(message: EmailMessage) -> dict[str, Any]:
    """Return the parts of a message without attachments as JSON values."""
    parts = {name: getattr(message, name) for name in FIELDS}
    alternatives = [list(each) for each in getattr(message, "alternatives", [])]
    return {**parts, "subject": str(parts["subject"]), "alternatives": alternatives}


def unpack(parts: dict[str, Any]) -> EmailMultiAlternatives:
    """Return the message from which `pack` made the parts."""
    named = {**parts, "headers": parts["extra_headers"]}
    del named["extra_headers"]
    return EmailMultiAlternatives(**named)


@task(queue_name=PROMPT)
def deliver(parts: dict[str, Any], attempt: int = 1) -> None:
    """Send a mail that was queued by `QueueBackend`."""
    send_or_retry(unpack(parts), deliver, parts, attempt=attempt)


class QueueBackend(BaseEmailBackend):
    """Hands each message to the background worker, which sends it by `PORTAL_MAIL_BACKEND`.

    Within a transaction the mail is sent after the commit, and not at all after a rollback. When
    the database itself has failed, as in a mail that reports this, and when a message has
    attachments, it is sent at once.
    """

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Return how many messages were accepted."""
        return sum(self.send(message) for message in messages)

    def send(self, message: EmailMessage) -> int:
        if not message.recipients():
            return 0
        # The title of a page that was written by SQL may contain a line break, which headers
        # forbid.
        message.subject = for_header(message.subject)
        if message.attachments:
            return self.send_at_once(message)
        try:
            deliver.enqueue(pack(message))
        except DatabaseError:
            return self.send_at_once(message)
        return 1

    def send_at_once(self, message: EmailMessage) -> int:
        direct = get_connection(settings.PORTAL_MAIL_BACKEND, fail_silently=self.fail_silently)
        return direct.send_messages([message]) or 0
