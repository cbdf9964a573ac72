"""Receivers that create renditions after an upload or a publication."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from . import tasks
from .models import PortalImage


@receiver(post_save, sender=PortalImage, dispatch_uid="media.prepare_renditions")
def prepare_renditions(sender, instance: PortalImage, raw: bool = False, **kwargs) -> None:
    if not raw:  # a fixture's files may come later
        tasks.prepare(instance)


@receiver(page_published, dispatch_uid="media.prepare_renditions_of_page")
def prepare_renditions_of_page(sender, instance, **kwargs) -> None:
    """Enqueue the missing renditions of the images of a published page."""
    tasks.make_renditions_for.enqueue(instance._meta.label, instance.pk)
