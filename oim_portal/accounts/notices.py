"""Mail that notifies users of changes that others made to their account."""

from django.template.loader import render_to_string
from django.utils.translation import override

from .models import User
from .tasks import send_mail


def tell_of_new_address(person: User, before: str) -> None:
    """Notify the former address of an account of the new one."""
    tell(person, before, "accounts/mail/new_address")


def tell_of_lost_factor(person: User) -> None:
    """Notify a user that their second factor was removed on the server."""
    tell(person, person.email, "accounts/mail/lost_factor")


def tell(person: User, address: str, template: str) -> None:
    with override(person.language):
        subject = render_to_string(f"{template}_subject.txt").strip()
        body = render_to_string(f"{template}_message.txt", {"person": person})
    send_mail.enqueue(subject, body, [address])
