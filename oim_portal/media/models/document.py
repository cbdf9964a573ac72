"""Documents: kept at addresses that nobody can guess, handed out by a view only."""

import secrets

from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.search import index

from oim_portal.web.text_columns import CleanWrites

from ..deletion import KeptByTrash
from ..fields import DocumentField
from ..names import short_name
from .deletable import DeletableMixin


def document_path(instance, filename: str) -> str:
    """A folder of its own for each file, so that the file keeps the name people know it by."""
    return f"documents/{secrets.token_urlsafe(16)}/{short_name(filename)}"


class PortalDocumentQuerySet(CleanWrites, KeptByTrash, DocumentQuerySet):
    """Wagtail's own, which deletes into the bin."""


class PortalDocument(DeletableMixin, AbstractDocument):
    """A document of a kind on the allow-list, whose content is what its name says.

    Saving any other file raises `ValidationError`, wherever it comes from.
    """

    file = DocumentField(verbose_name=_("file"), upload_to=document_path, max_length=255)

    objects = PortalDocumentQuerySet.as_manager()

    admin_form_fields = ("title", "file", "collection", "tags")

    search_fields = [*AbstractDocument.search_fields, index.FilterField("deleted_at")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        """Leave the check to the field: Wagtail's own looks at the name alone, and stumbles over
        the empty name in the second step of an upload of several files.
        """
