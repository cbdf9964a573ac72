"""Pictures and documents into the bin and out of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.actions import DeleteAction
from wagtail.log_actions import log

from oim_portal.accounts.models import User
from oim_portal.media import tasks
from oim_portal.media.models import PortalDocument, PortalImage

from .models import Deletion
from .page_moves import DELETED, RESTORED
from .usage import is_used

File = PortalImage | PortalDocument


class MoveToBinAction(DeleteAction):
    """What the admin's 'Delete' of a picture or document does (`register_actions`)."""

    def execute(self, skip_permission_checks: bool = False) -> None:
        self.check(skip_permission_checks=skip_permission_checks)
        put_file(self.instance, self.user)


@transaction.atomic
def put_file(file: File, user: User | None) -> Deletion:
    """Give a picture or document its date of deletion, and return what is remembered of it.

    Pages that show it go on to do so. What no page shows is not to be had at any address any
    more: a picture's renditions are removed, and a document is not served (`wagtail_hooks.py`).
    """
    now = timezone.now()
    mark(file, now, user)
    kind = kind_of(file)
    deletion, _created = Deletion.objects.update_or_create(
        **{kind: file},
        defaults={"kind": kind, "title": file.title, "deleted_at": now, "deleted_by": user},
    )
    log(instance=file, action=DELETED, user=user)
    if isinstance(file, PortalImage) and not is_used(file):
        for rendition in file.renditions.all():
            rendition.delete()
    return deletion


@transaction.atomic
def restore_file(deletion: Deletion, user: User | None) -> File:
    """Put a picture or document back into the library, as it was."""
    file = deletion.thing
    mark(file, None, None)
    deletion.delete()
    log(instance=file, action=RESTORED, user=user)
    if isinstance(file, PortalImage):
        tasks.prepare(file)
    return file


def mark(file: File, when: datetime | None, user: User | None) -> None:
    """Set or remove the date of deletion, and tell those who list documents.

    Of a picture nobody is told: whoever hears that one is saved makes its renditions.
    """
    file.deleted_at, file.deleted_by = when, user
    if isinstance(file, PortalDocument):
        file.save(update_fields=["deleted_at", "deleted_by"])
    else:
        PortalImage.objects.filter(pk=file.pk).update(deleted_at=when, deleted_by=user)


def kind_of(file: File) -> str:
    image = isinstance(file, PortalImage)
    return Deletion.Kind.IMAGE.value if image else Deletion.Kind.DOCUMENT.value
