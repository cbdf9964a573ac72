"""Accounts on a laptop: one for each role, with random passwords. Never in production."""

import os
import secrets
import tempfile

from django.conf import settings
from django.contrib.auth.models import Group

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import TABLE

ACCOUNTS_FILE = settings.VAR_DIR / "accounts.txt"
SUPERUSER = "superuser"
ROLES = {SUPERUSER: None, **{role.key: role.group for role in reversed(TABLE)}}


def make_accounts() -> bool:
    """Create the accounts and the file that lists them; return False if both exist.

    The file has a line for each: role, tab, e-mail, tab, password; only its owner can read it.
    Without the file, or with a new database, the accounts get new passwords.
    """
    if ACCOUNTS_FILE.exists() and User.objects.exists():
        return False
    lines = [f"{role}\t{role}@localhost\t{make_account(role)}\n" for role in ROLES]
    descriptor, draft = tempfile.mkstemp(dir=ACCOUNTS_FILE.parent)  # mode 0600
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
    os.replace(draft, ACCOUNTS_FILE)
    return True


def make_account(role: str) -> str:
    """Create the role's account or set a new password; return the password."""
    password = secrets.token_urlsafe(12)
    user = User.objects.filter(email=f"{role}@localhost").first()
    user = user or User(email=f"{role}@localhost", first_name=role.capitalize())
    user.is_superuser = user.is_staff = role == SUPERUSER
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name=ROLES[role]))
    return password
