"""What is found: a row for each thing and language."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from oim_portal.media.models import PortalDocument
from pages.models import BasePage


class SearchEntry(models.Model):
    """A page, a part of one, or a document, as it stands in one language.

    Its address is that of the page or document now, with `anchor`; moves change no row.
    `oim_portal.search.indexing` writes the rows and nobody else.
    """

    page = models.ForeignKey(
        BasePage, null=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    document = models.ForeignKey(
        PortalDocument, null=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)  # one of oim_portal.search.kinds
    anchor = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    lead = models.TextField(blank=True)
    # A line for each passage, and the anchor of each line.
    text = models.TextField(blank=True)
    anchors = models.JSONField(default=list)
    # Each word twice: its stem, and itself without accents.
    title_vector = SearchVectorField()
    vector = SearchVectorField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=True) ^ Q(document__isnull=True),
                name="search_entry_of_one_thing",
            ),
            models.UniqueConstraint(
                "page", "language", "anchor", name="search_one_entry_per_language"
            ),
            models.UniqueConstraint(
                "document", "language", name="search_one_document_per_language"
            ),
        ]
        # Without a list of pending changes, which every search would have to read through.
        indexes = [
            GinIndex("language", "vector", name="search_by_words", fastupdate=False),
            GinIndex("language", "title_vector", name="search_by_title", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
