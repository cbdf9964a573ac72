"""Receivers that update the search index when pages and documents are saved.

They run within the transaction of `Page.save`, so they cover publishing and unpublishing, scheduled
or not, and changes made by code. Deletion cascades to the entries; moves and privacy change none,
see `oim_portal.search.statements`.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from oim_portal.media.models import PdfReading, PortalDocument
from pages.models import BasePage

from . import indexing
from .models import SearchEntry

# Columns of a published page that change when a draft is saved.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "latest_revision_id",
}


@receiver(post_save, dispatch_uid="search.follow_page")
def follow_page(sender, instance, raw: bool = False, update_fields=None, **kwargs) -> None:
    """Replace a page's entries, unless only its draft has changed.

    Inline rows (`InlinePanel`) are read from the page in memory, since they are saved after it.
    """
    if raw or not isinstance(instance, BasePage):
        return
    if update_fields is not None and OF_DRAFTS.issuperset(update_fields):
        return
    indexing.index_pages([instance.specific])


@receiver(post_save, sender=PortalDocument, dispatch_uid="search.follow_document")
def follow_document(sender, instance: PortalDocument, raw: bool = False, **kwargs) -> None:
    if not raw:
        indexing.index_documents([instance])


@receiver(post_save, sender=PdfReading, dispatch_uid="search.follow_file")
def follow_file(sender, instance: PdfReading, raw: bool = False, **kwargs) -> None:
    if not raw:
        indexing.index_pages_with_file(instance.document_id)


@receiver(post_delete, sender=PdfReading, dispatch_uid="search.forget_file")
def forget_file(sender, instance: PdfReading, **kwargs) -> None:
    SearchEntry.objects.filter(document=instance.document_id, in_file=True).delete()
