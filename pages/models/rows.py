"""Inline rows of pages: written with their page, never by themselves while it is public."""

from wagtail.models import Orderable

from .grounds import RowQuerySet


class PageRow(Orderable):
    """Base of every inline row that readers see."""

    objects = RowQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True
