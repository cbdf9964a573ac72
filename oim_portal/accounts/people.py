"""Creation of staff accounts, each with one role."""

from django.contrib.auth.models import Group
from django.db import transaction

from .models import User
from .roles import ROLES


@transaction.atomic
def add_person(email: str, role: str, password: str | None = None, **names: str) -> User:
    """Create a user with one of `roles.ROLES`; `names` are `first_name` and `last_name`.

    Without a password they cannot sign in until they have set one by a mailed link
    (`tasks.send_invitation`). Raises ValueError for a role that does not exist.
    """
    if role not in ROLES:
        raise ValueError(f"There is no role {role!r}.")
    person = User.objects.create_user(email, password, **names)
    person.groups.set([Group.objects.get(name=role)])
    return person
