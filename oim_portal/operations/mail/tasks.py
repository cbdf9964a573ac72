"""Background task that delivers queued mail, which the table of tasks holds as JSON."""

from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django_tasks import task

from oim_portal.settings.task_queues import PROMPT

from .delivery import send_or_retry

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
