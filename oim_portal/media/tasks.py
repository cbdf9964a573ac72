"""Background tasks that create renditions, and the functions that enqueue them."""

from django.apps import apps
from django.db import transaction
from django_tasks import task
from wagtail.models import ReferenceIndex

from oim_portal.settings.task_queues import SLOW

from . import renditions
from .models import PortalImage


def prepare(image: PortalImage) -> None:
    """Create the rendition that pages show at first, and leave the others to the worker."""
    renditions.make_missing(image, [renditions.FIRST])
    make_renditions.enqueue(image.pk)


@task(queue_name=SLOW)
def make_renditions(image_pk: int) -> None:
    """Create the missing renditions of an image, unless it has been deleted."""
    image = PortalImage.objects.filter(pk=image_pk).first()
    if image:
        renditions.make_missing(image)


@task(queue_name=SLOW)
def make_renditions_for(label: str, pk: int) -> None:
    """Enqueue the missing renditions of a page's images; `label` is its model's.

    They are found by Wagtail's reference index, whose own update may be a pending task.
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
        # A task for each: the time limit is for one picture, not for all of a page.
        if renditions.missing(image):
            make_renditions.enqueue(image.pk)
