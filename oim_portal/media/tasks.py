"""Work on pictures for the background worker, and how it is handed over."""

from django.apps import apps
from django.db import transaction
from django_tasks import task
from wagtail.models import ReferenceIndex

from oim_portal.settings.task_queues import SLOW

from . import renditions
from .models import PortalImage


def prepare(image: PortalImage) -> None:
    """Make the one rendition that pages show at first, and leave the others to the worker."""
    renditions.make_missing(image, [renditions.FIRST])
    make_renditions.enqueue(image.pk)


@task(queue_name=SLOW)
def make_renditions(image_pk: int) -> None:
    """Make what a picture lacks; nothing when it has been deleted since."""
    image = PortalImage.objects.filter(pk=image_pk).first()
    if image:
        renditions.make_missing(image)


@task(queue_name=SLOW)
def make_renditions_for(label: str, pk: int) -> None:
    """Make what the pictures of a page lack; `label` is its model's, such as 'pages.ContentPage'.

    They are found by Wagtail's index of references, which may be a task that waits.
    """
    page = apps.get_model(label).objects.filter(pk=pk).first()
    if page is None:
        return
    with transaction.atomic():
        ReferenceIndex.create_or_update_for_object(page)
    references = ReferenceIndex.get_references_for_object(page)
    to_pictures = references.filter(
        to_content_type__app_label=PortalImage._meta.app_label,
        to_content_type__model=PortalImage._meta.model_name,
    )
    pks = set(to_pictures.values_list("to_object_id", flat=True))
    for image in PortalImage.objects.filter(pk__in=pks):
        # Each by itself: the limit of seconds is for one picture, not for all of a page.
        if renditions.missing(image):
            make_renditions.enqueue(image.pk)
