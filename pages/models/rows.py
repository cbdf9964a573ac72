"""Base of the inline rows of pages, which are written only with their page."""

from wagtail.models import Orderable

from .publishing_guard import RowQuerySet


class PageRow(Orderable):
    """Base of every inline row that is shown in public."""

    objects = RowQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True
