"""Base of snippets that pages refer to, such as themes: not deletable while in use."""

from django.db import models

from oim_portal.media.deletion import AsksFirst, TrashQuerySet


class Choice(AsksFirst, models.Model):
    """Base of a snippet that pages refer to by a ParentalManyToManyField.

    The guard of the trash (`oim_portal.trash.law`) refuses its deletion while a page refers to it.
    PROTECT does not: old revisions of a page that name a deleted snippet would be unreadable.
    """

    objects = TrashQuerySet.as_manager()

    class Meta:
        abstract = True
