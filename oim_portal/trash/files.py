"""Pictures and documents into the bin and out of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.log_actions import log

from oim_portal.accounts.models import User
from oim_portal.media import tasks
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.settings.task_queues import PROMPT

from .log_entries import DELETED, RESTORED, deleting_user
from .models import Deletion
from .usage import is_used

# After the tasks of Wagtail, which note what pages show.
LATER = -10

File = PortalImage | PortalDocument


@transaction.atomic
def trash_file(file: File, user: User | None = None) -> Deletion | None:
    """Give a picture or document its date of deletion, and return what is remembered of it.

    None where it has one already. Without a user, it is whom Wagtail's log tells of. Pages that
    show the file go on to do so. What no page shows is not to be had at any address any more: a
    picture's renditions are removed, and a document is not served (`wagtail_hooks.py`).
    """
    user = deleting_user(file) if user is None else user
    now = timezone.now()
    rows = type(file)._base_manager.select_for_update()
    if rows.values_list("deleted_at", flat=True).get(pk=file.pk):
        return None
    mark(file, now, user)
    kind = kind_of(file)
    deletion, _created = Deletion.objects.update_or_create(
        **{kind: file},
        defaults={"kind": kind, "title": file.title, "deleted_at": now, "deleted_by": user},
    )
    log(instance=file, action=DELETED, user=user)
    if isinstance(file, PortalImage):
        remove_renditions.enqueue(file.pk)
    return deletion


@task(queue_name=PROMPT, priority=LATER)
def remove_renditions(image_pk: int) -> None:
    """Remove the renditions of a picture in the bin that nothing shows.

    Here rather than at once, so that Wagtail's index knows of a page that was published before.
    """
    image = PortalImage.objects.filter(pk=image_pk, deleted_at__isnull=False).first()
    if image and not is_used(image):
        for rendition in image.renditions.all():
            rendition.delete()


@transaction.atomic
def restore_file(deletion: Deletion, user: User | None) -> File:
    """Put a picture or document back into the library, as it was.

    Raises Deletion.DoesNotExist where somebody has restored it meanwhile.
    """
    deletion = Deletion.objects.select_for_update().get(pk=deletion.pk)
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
