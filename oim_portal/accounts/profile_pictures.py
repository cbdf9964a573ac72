"""Accounts have no picture.

Wagtail's profile has a field for one that keeps what a photo tells of place and author, and decodes
files of any size and format. Nobody would see it: of the media only renditions are public.
"""

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile


@receiver(pre_save, sender=UserProfile, dispatch_uid="accounts.leave_out_picture")
def leave_out_picture(sender, instance: UserProfile, **kwargs) -> None:
    """Drop the picture before the field stores its file, whatever view or script has set it."""
    instance.avatar = ""
