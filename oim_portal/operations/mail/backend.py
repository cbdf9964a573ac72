"""Django's mail backend of the portal (`EMAIL_BACKEND`): no request waits for the mail server."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error as DatabaseError

from oim_portal.web.characters import for_header

from .tasks import deliver, pack


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
