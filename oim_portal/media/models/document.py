"""The document model, whose files are served by a view only, and what was read of PDF documents."""

import hashlib
import secrets

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.models import CollectionViewRestriction
from wagtail.search import index

from oim_portal.settings.upload_limits import RENDITIONS
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


class PdfReadingManager(models.Manager):
    """Leaves the text in the database, where it may be long, until somebody asks for it."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer("text")


class PdfReading(models.Model):
    """What was read of a PDF by the slow worker (`pdf_reading`), and the picture of its first page.

    It is of the file with this name: a new file of the document has another.
    """

    class State(models.TextChoices):
        READ = "read"
        ENCRYPTED = "encrypted"
        BROKEN = "broken"
        TOO_DEMANDING = "too_demanding"

    document = models.OneToOneField(
        PortalDocument, primary_key=True, on_delete=models.CASCADE, related_name="reading"
    )
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=20, choices=State.choices)
    pages = models.PositiveIntegerField(null=True)
    is_tagged = models.BooleanField(default=False)
    title = models.TextField(blank=True)
    language = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    # Of the picture, 0 without one.
    cover_width = models.PositiveIntegerField(default=0)
    cover_height = models.PositiveIntegerField(default=0)

    objects = PdfReadingManager()

    def __str__(self) -> str:
        return self.file_name

    @property
    def cover_name(self) -> str:
        """Path of the picture among the renditions; it tells nothing of the path of the file."""
        digest = hashlib.sha256(self.file_name.encode()).hexdigest()[:24]
        return f"{RENDITIONS}/{digest}.cover.webp"

    @property
    def cover_url(self) -> str:
        return default_storage.url(self.cover_name) if self.cover_width else ""
