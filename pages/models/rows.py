"""Bases of what belongs to pages: inline rows, written only with their page, and snippets."""

from django.db import models
from wagtail.models import Orderable

from oim_portal.media.deletion import AsksFirst, TrashQuerySet

from .publishing_guard import RowQuerySet


class PageRow(Orderable):
    """Base of every inline row that is shown in public."""

    objects = RowQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True


class Choice(AsksFirst, models.Model):
    """Base of a snippet that pages refer to by a ParentalManyToManyField.

    The guard of the trash (`oim_portal.trash.law`) refuses its deletion while a page refers to it.
    PROTECT does not: old revisions of a page that name a deleted snippet would be unreadable.
    """

    objects = TrashQuerySet.as_manager()

    class Meta:
        abstract = True
