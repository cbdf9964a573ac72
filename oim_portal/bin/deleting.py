"""Several things into the bin at once."""

from django.db import transaction

from oim_portal.accounts.models import User
from pages.models import BasePage

from .files import put_file
from .page_moves import put_page
from .tree import is_in_bin


@transaction.atomic
def delete_all(things: list, user: User) -> int:
    """Put pages, pictures or documents into the bin; return how many were asked for.

    A page below another of the list goes with that one.
    """
    for thing in sorted(things, key=lambda thing: getattr(thing, "path", "")):
        if not isinstance(thing, BasePage):
            put_file(thing, user)
            continue
        page = BasePage.objects.get(pk=thing.pk)  # one above it may have taken it along
        if not is_in_bin(page):
            put_page(page, user)
    return len(things)
