"""Links to set a password, for an invitation and for a forgotten password.

A link works once (it is signed over the password it replaces) and for PASSWORD_RESET_TIMEOUT
seconds. It is generated when its mail is sent, and never stored.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from .models import User
from .notices import rendered


def link_for(person: User) -> str:
    """Return the URL, on PORTAL_URL, where this user sets a password."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return f"{settings.PORTAL_URL}{path}"


def message(template: str, person: User) -> EmailMessage:
    """Return a mail with a new link, from `<template>_subject.txt` and `<template>_message.txt`."""
    context = {
        "person": person,
        "link": link_for(person),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "portal": settings.PORTAL_URL,
    }
    return rendered(template, person.email, context)
