"""Log entries of the trash: one for each object that goes in or out, whatever Wagtail logs."""

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
    """Delete the log entries of the steps within, such as 'moved': the caller logs one for all."""
    with LogContext(user=user) as steps:
        yield
    PageLogEntry.objects.filter(uuid=steps.uuid).delete()


def deleting_user(thing: Model) -> User | None:
    """Return the user who is deleting an object, and remove Wagtail's premature log entries.

    Wagtail's actions log 'deleted', for a page and each below it, before they delete. That is not
    true of an object that is still there.
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
