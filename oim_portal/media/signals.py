"""What follows an upload or a publication, and what is done to files that wait for their form."""

from django.core.files.base import File
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile
from wagtail.signals import page_published

from . import tasks
from .models import PortalImage
from .names import short_name
from .pictures import clean_picture


@receiver(pre_save, sender=UploadedFile, dispatch_uid="media.prepare_waiting_upload")
def prepare_waiting_upload(sender, instance: UploadedFile, **kwargs) -> None:
    """Clean pictures that wait, and give every file a name that the disk takes.

    Wagtail keeps an upload as it came until the fields that are required (consent) are filled
    in, and for good if they never are.
    """
    if not instance._state.adding:
        return
    file = File(instance.file.file, name=short_name(instance.file.name))
    if instance.for_content_type.model_class() is PortalImage:
        file = clean_picture(file)
    instance.file = file


@receiver(post_save, sender=PortalImage, dispatch_uid="media.prepare_renditions")
def prepare_renditions(sender, instance: PortalImage, raw: bool = False, **kwargs) -> None:
    if not raw:  # a fixture's files may come later
        tasks.prepare(instance)


@receiver(page_published, dispatch_uid="media.prepare_renditions_of_page")
def prepare_renditions_of_page(sender, instance, **kwargs) -> None:
    """Leave to the worker what the pictures of a published page lack."""
    tasks.make_renditions_for.enqueue(instance._meta.label, instance.pk)
