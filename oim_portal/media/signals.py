from django.core.files.base import File
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from .models import PortalImage
from .pictures import clean_picture


@receiver(pre_save, sender=UploadedFile, dispatch_uid="media.clean_waiting_picture")
def clean_waiting_picture(sender, instance: UploadedFile, **kwargs) -> None:
    """Clean pictures that wait for the rest of their form.

    When several pictures are uploaded at once, Wagtail keeps each as it came until the fields
    that are required (consent) are filled in, and for good if they never are.
    """
    if instance._state.adding and instance.for_content_type.model_class() is PortalImage:
        # Form and upload share the file, which the form has read to its end.
        instance.file = clean_picture(File(instance.file.file, name=instance.file.name))
