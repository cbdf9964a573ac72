"""Serialization of a mail for the table of tasks."""

from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives

FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


def pack(message: EmailMessage) -> dict[str, Any]:
    """Return the parts of a message as JSON values. Raises ValueError for one with attachments."""
    if message.attachments:
        raise ValueError("a message with attachments is not kept in the table of tasks")
    parts = {name: getattr(message, name) for name in FIELDS}
    alternatives = [list(each) for each in getattr(message, "alternatives", [])]
    return {**parts, "subject": str(parts["subject"]), "alternatives": alternatives}


def unpack(parts: dict[str, Any]) -> EmailMultiAlternatives:
    """Return the message from which `pack` made the parts."""
    named = {**parts, "headers": parts["extra_headers"]}
    del named["extra_headers"]
    return EmailMultiAlternatives(**named)
