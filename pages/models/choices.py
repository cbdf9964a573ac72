"""What pages choose from, such as themes: it is not deleted while a page names it."""

from django.db import models

from oim_portal.media.deletion import AsksFirst, TrashQuerySet


class Choice(AsksFirst, models.Model):
    """Base of a snippet that pages name among several (a ParentalManyToManyField).

    The law of the bin (`oim_portal.trash.law`) refuses its deletion while a page does. PROTECT
    would make old versions of a page unreadable that name what is gone.
    """

    objects = TrashQuerySet.as_manager()

    class Meta:
        abstract = True
