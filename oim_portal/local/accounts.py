"""Accounts of a laptop: one for each role, with random passwords. Never in production."""

import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER

ACCOUNTS_FILE = settings.VAR_DIR / "accounts.txt"
ROLES = {
    "superuser": None,
    "administrator": ADMINISTRATOR,
    "publisher": PUBLISHER,
    "editor": EDITOR,
}


def make_accounts() -> bool:
    """Make the accounts and the file that tells them; return False when the file exists.

    The file has a line for each: role, tab, e-mail, tab, password; only its owner may read it.
    """
    if ACCOUNTS_FILE.exists():
        return False
    lines = [f"{role}\t{f'{role}@localhost'}\t{make_account(role)}\n" for role in ROLES]
    descriptor = os.open(ACCOUNTS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
    return True


def make_account(role: str) -> str:
    """Make the role's account, or give it a new password; return the password."""
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(email=f"{role}@localhost").first()
    user = user or User(email=f"{role}@localhost", first_name=role.capitalize())
    user.is_superuser = user.is_staff = role == "superuser"
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name=ROLES[role]))
    return password
