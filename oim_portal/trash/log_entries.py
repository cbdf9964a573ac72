"""Log entries of the trash: one for each thing that goes in or out, whatever Wagtail notes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import ModelLogEntry, PageLogEntry

from oim_portal.accounts.models import User
from pages.models import BasePage

DELETED = "portal.bin"
RESTORED = "portal.restore"


@contextmanager
def as_one_entry(user: User | None) -> Iterator[None]:
    """Forget the entries of the steps within, such as 'moved': the caller writes one for all."""
    with LogContext(user=user) as steps:
        yield
    PageLogEntry.objects.filter(uuid=steps.uuid).delete()


def deleting_user(thing: Model) -> User | None:
    """Return who is deleting something; forget that Wagtail has noted it as deleted already.

    Its actions write 'deleted', of a page and of each below it, before they delete. It is not true
    of what is still there.
    """
    entries = deletions_of(thing)
    noted = entries.filter(user__isnull=False).last()
    entries.delete()
    return noted.user if noted else get_active_log_context().user


def deletions_of(thing: Model) -> QuerySet:
    if isinstance(thing, BasePage):
        pages = thing.get_descendants(inclusive=True)
        entries = PageLogEntry.objects.filter(page__in=pages.values("pk"))
    else:
        entries = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
        )
    return entries.filter(action="wagtail.delete").order_by("pk")
