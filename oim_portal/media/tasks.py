"""Background tasks that create renditions, and the receivers that enqueue them after a change."""

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks import task
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published

from oim_portal.settings.task_queues import SLOW

from . import pdf_tasks, renditions
from .models import PdfReading, PortalDocument, PortalImage


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


@receiver(post_save, sender=PortalImage, dispatch_uid="media.prepare_renditions")
def prepare_renditions(sender, instance: PortalImage, raw: bool = False, **kwargs) -> None:
    if not raw:  # a fixture's files may come later
        prepare(instance)


@receiver(page_published, dispatch_uid="media.prepare_renditions_of_page")
def prepare_renditions_of_page(sender, instance, **kwargs) -> None:
    """Enqueue the missing renditions of the images of a published page."""
    make_renditions_for.enqueue(instance._meta.label, instance.pk)


@receiver(post_save, sender=PortalDocument, dispatch_uid="media.read_pdf")
def read_pdf(sender, instance: PortalDocument, raw: bool = False, **kwargs) -> None:
    if not raw:
        pdf_tasks.follow(instance)


@receiver(post_delete, sender=PdfReading, dispatch_uid="media.delete_cover")
def delete_cover(sender, instance: PdfReading, **kwargs) -> None:
    if instance.cover_width:
        default_storage.delete(instance.cover_name)
