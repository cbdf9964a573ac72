"""Moving pictures and documents to the trash, and restoring them."""

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

# After Wagtail's tasks that update the reference index.
LATER = -10

File = PortalImage | PortalDocument


@transaction.atomic
def trash_file(file: File, user: User | None = None) -> Deletion | None:
    """Give a picture or document its date of deletion, and return its `Deletion`.

    None if it is in the trash already. Without a user, it is the one in Wagtail's log. Pages go on
    showing the file. A file that no page shows is not available at any URL: a picture's renditions
    are removed, and a document is not served (`wagtail_hooks.py`).
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
    """Remove the renditions of a picture in the trash that no page shows.

    A task rather than at once, so that Wagtail's reference index has a page that was published
    before.
    """
    image = PortalImage.objects.filter(pk=image_pk, deleted_at__isnull=False).first()
    if image and not is_used(image):
        for rendition in image.renditions.all():
            rendition.delete()


@transaction.atomic
def restore_file(deletion: Deletion, user: User | None) -> File:
    """Take a picture or document out of the trash, as it was.

    Raises Deletion.DoesNotExist if somebody has restored it meanwhile.
    """
    deletion = Deletion.objects.select_for_update().get(pk=deletion.pk)
    file = deletion.image or deletion.document
    mark(file, None, None)
    deletion.delete()
    log(instance=file, action=RESTORED, user=user)
    if isinstance(file, PortalImage):
        tasks.prepare(file)
    return file


def mark(file: File, when: datetime | None, user: User | None) -> None:
    """Set or remove the date of deletion; for a document, by saving it, so that lists are updated.

    A picture is updated without signals: the receivers of a picture's save make its renditions.
    """
    file.deleted_at, file.deleted_by = when, user
    if isinstance(file, PortalDocument):
        file.save(update_fields=["deleted_at", "deleted_by"])
    else:
        PortalImage.objects.filter(pk=file.pk).update(deleted_at=when, deleted_by=user)


def kind_of(file: File) -> str:
    image = isinstance(file, PortalImage)
    return Deletion.Kind.IMAGE.value if image else Deletion.Kind.DOCUMENT.value
