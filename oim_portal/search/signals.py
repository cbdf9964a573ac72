"""The rows of the search follow pages and documents.

`Page.save` is one transaction, and this stands within it: it covers publication, withdrawal,
scheduled or not, and what programs write. Deletion takes the rows along by itself (CASCADE); moves
and privacy change none, see `oim_portal.search.statements`.
"""

from django.db.models.signals import post_save
from django.dispatch import receiver

from oim_portal.media.models import PortalDocument
from pages.models import BasePage

from . import indexing

# What saving a draft changes of a page that is published.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "latest_revision_id",
}


@receiver(post_save, dispatch_uid="search.follow_page")
def follow_page(sender, instance, raw: bool = False, update_fields=None, **kwargs) -> None:
    """Write a page's rows anew, unless only its draft has changed.

    Rows of a form (`InlinePanel`) are read from the page in memory, as they will be saved after it.
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
