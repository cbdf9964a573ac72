"""Receivers that create renditions after an upload or a publication, and have PDF files read."""

from django.core.files.storage import default_storage
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from . import pdf_tasks, tasks
from .models import PdfReading, PortalDocument, PortalImage


@receiver(post_save, sender=PortalImage, dispatch_uid="media.prepare_renditions")
def prepare_renditions(sender, instance: PortalImage, raw: bool = False, **kwargs) -> None:
    if not raw:  # a fixture's files may come later
        tasks.prepare(instance)


@receiver(page_published, dispatch_uid="media.prepare_renditions_of_page")
def prepare_renditions_of_page(sender, instance, **kwargs) -> None:
    """Enqueue the missing renditions of the images of a published page."""
    tasks.make_renditions_for.enqueue(instance._meta.label, instance.pk)


@receiver(post_save, sender=PortalDocument, dispatch_uid="media.read_pdf")
def read_pdf(sender, instance: PortalDocument, raw: bool = False, **kwargs) -> None:
    if not raw:
        pdf_tasks.follow(instance)


@receiver(post_delete, sender=PdfReading, dispatch_uid="media.delete_cover")
def delete_cover(sender, instance: PdfReading, **kwargs) -> None:
    if instance.cover_width:
        default_storage.delete(instance.cover_name)
