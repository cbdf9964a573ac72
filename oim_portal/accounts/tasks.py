"""Background tasks that send mail about accounts.

A page that waited for the mail server would reveal by its response time which addresses have an
account.
"""

from django_tasks import task

from oim_portal.operations.mail import send_or_retry
from oim_portal.settings.task_queues import PROMPT

from .mails import message_with_link
from .models import User


@task(queue_name=PROMPT)
def send_invitation(person_pk: int, attempt: int = 1) -> None:
    """Mail a new user the link with which they set their password."""
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person:
        message = message_with_link("accounts/mail/invitation", person)
        send_or_retry(message, send_invitation, person_pk, attempt=attempt)


@task(queue_name=PROMPT)
def send_reset_link(email: str, attempt: int = 1) -> None:
    """Mail the link to the user with this address; send nothing if there is none."""
    person = User.objects.filter(email=email.lower(), is_active=True).first()
    if person:
        message = message_with_link("accounts/mail/reset_link", person)
        send_or_retry(message, send_reset_link, email, attempt=attempt)
