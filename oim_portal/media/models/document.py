"""The document model: files at URLs that cannot be guessed, served by a view only."""

import secrets

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.models import CollectionViewRestriction
from wagtail.search import index

from oim_portal.web.text_columns import CleanWrites

from ..deletion import TrashQuerySetMixin
from ..fields import DocumentField
from ..file_names import short_name
from .deletable import DeletableMixin


def document_path(instance, filename: str) -> str:
    """Return a folder of its own for each file, so that the file can keep its name."""
    return f"documents/{secrets.token_urlsafe(16)}/{short_name(filename)}"


class PortalDocumentQuerySet(CleanWrites, TrashQuerySetMixin, DocumentQuerySet):
    """Wagtail's queryset, which deletes into the trash."""

    def public(self) -> "PortalDocumentQuerySet":
        """Return those that visitors may read, as `PortalDocument.is_public` says of one."""
        place = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
        closed = CollectionViewRestriction.objects.annotate(place=place)
        closed = closed.filter(place__startswith=F("collection__path"))
        return self.filter(~Exists(closed), deleted_at=None)


class PortalDocument(DeletableMixin, AbstractDocument):
    """A document of an allowed type, whose content matches its extension.

    Saving any other file raises `ValidationError`, on every path.
    """

    file = DocumentField(verbose_name=_("file"), upload_to=document_path, max_length=255)

    objects = PortalDocumentQuerySet.as_manager()

    admin_form_fields = ("title", "file", "collection", "tags")

    search_fields = [*AbstractDocument.search_fields, index.FilterField("deleted_at")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def is_public(self) -> bool:
        """Whether visitors may read it: neither in the trash nor in a private collection."""
        return not self.is_in_trash and not self.collection.get_view_restrictions().exists()

    def save(self, *args, **kwargs):
        """Store a new file first, so that the columns that describe it match the stored file."""
        self.file.commit()
        super().save(*args, **kwargs)

    def clean(self):
        """Leave validation to the field.

        Wagtail's own checks only the name, and fails on the empty name in the second step of a
        multiple upload.
        """
