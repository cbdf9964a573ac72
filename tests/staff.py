"""People for tests of accounts, and browsers in which they are signed in."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from oim_portal.accounts.models import User

PASSWORD = "a-long-one-for-tests-7"
SIGN_IN = "/cuenta/entrar/"


def add_person(email: str, role: str, password: str | None = None, **names: str) -> User:
    """Create a user with one role; without a password they cannot sign in."""
    made = User.objects.create_user(email, password, **names)
    made.groups.set([Group.objects.get(name=role)])
    return made


def person(role: str, email: str = "ana@example.org", **names: str) -> User:
    return add_person(email, role, PASSWORD, **({"first_name": "Ana", "last_name": "Paz"} | names))


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **options):
    return client.post(SIGN_IN, {"login": email, "password": password}, **options)


def mailed_link(to: str) -> str:
    """Return the path of the link in the newest mail to this address."""
    body = next(message.body for message in reversed(mail.outbox) if message.to == [to])
    return re.search(r"http://localhost:8000(/cuenta/clave/nueva/\S+)", body)[1]


def code_now(secret: str, ahead: int = 0) -> str:
    """Return the code of an authenticator app, now or a number of 30-second periods later.

    MFA_TOTP_TOLERANCE lets it be a little late or early.
    """
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
