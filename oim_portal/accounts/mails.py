"""Mail about accounts: links to set a password, and notices of changes that others made.

A link, for an invitation or a forgotten password, works once (it is signed over the password it
replaces) and for PASSWORD_RESET_TIMEOUT seconds. It is generated when its mail is sent, and never
stored. Tasks send it: a page that waited for the mail server would reveal by its response time
which addresses have an account.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django_tasks import task

from oim_portal.operations.mail import send_or_retry
from oim_portal.settings.task_queues import PROMPT

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


def link_for(person: User) -> str:
    """Return the URL, on PORTAL_URL, where this user sets a password."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return f"{settings.PORTAL_URL}{path}"


def message_with_link(template: str, person: User) -> EmailMessage:
    """Return a mail with a new link, from `<template>_subject.txt` and `<template>_message.txt`."""
    context = {
        "person": person,
        "link": link_for(person),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "portal": settings.PORTAL_URL,
    }
    return rendered(template, person.email, context)


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
