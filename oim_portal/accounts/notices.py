"""Mail that notifies users of changes that others made to their account."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from .models import User


def notify_of_new_address(person: User, before: str) -> None:
    """Notify the former address of an account of the new one."""
    rendered("accounts/mail/new_address", before, {"person": person}).send()


def notify_of_removed_factor(person: User) -> None:
    """Notify a user that their second factor was removed on the server."""
    rendered("accounts/mail/lost_factor", person.email, {"person": person}).send()


def rendered(template: str, address: str, context: dict) -> EmailMessage:
    """Return a mail from two templates, in the language of the context's `person`."""
    with override(context["person"].language):
        subject = render_to_string(f"{template}_subject.txt", context).strip()
        body = render_to_string(f"{template}_message.txt", context)
    return EmailMessage(subject, body, to=[address])
