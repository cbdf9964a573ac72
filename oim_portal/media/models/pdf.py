"""What a PDF document says: its text for the search, and facts that lists and checks show."""

import hashlib

from django.core.files.storage import default_storage
from django.db import models

from oim_portal.settings.upload_limits import RENDITIONS

from .document import PortalDocument


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
