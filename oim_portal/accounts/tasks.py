"""Mail about accounts, sent by the background worker.

A page that waited for the mail server would tell by its slowness which addresses have an account.
"""

from django.core.mail import EmailMessage
from django_tasks import task

from . import password_links
from .models import User


@task()
def send_mail(subject: str, body: str, recipients: list[str]) -> None:
    EmailMessage(subject, body, to=recipients).send()


@task()
def send_invitation(person_pk: int) -> None:
    """Mail a new colleague the link with which they set their password."""
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person:
        password_links.mail("accounts/mail/invitation", person)


@task()
def send_reset_link(email: str) -> None:
    """Mail the link to whoever has this address; nothing when nobody has."""
    person = User.objects.filter(email=email.lower(), is_active=True).first()
    if person:
        password_links.mail("accounts/mail/reset_link", person)
