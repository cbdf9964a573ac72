"""What waits for the rest of its form, when several files are uploaded at once."""

from django.core.files.base import File
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

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
