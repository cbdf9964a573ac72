"""Index entries: one for each page, part of a page or document, and language."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from oim_portal.media.models import PortalDocument
from pages.models import BasePage


class SearchEntry(models.Model):
    """The text of a page, a part of one, or a document, in one language.

    Its URL is the current one of the page or document, with `anchor`; moves change no entry. Only
    `oim_portal.search.indexing` writes entries.
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
    # In words; tells results with the same title apart.
    date = models.TextField(blank=True, db_default="")
    lead = models.TextField(blank=True)
    # One line for each passage, and the anchors of the lines.
    text = models.TextField(blank=True)
    anchors = models.JSONField(default=list)
    # Each word is contained twice: as its stem, with weight D, and as itself without accents, with
    # the weight of its place: A in the title, B in the lead text, C in the text.
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
        # Without a pending list, which every search would have to scan.
        indexes = [
            GinIndex("language", "vector", name="search_by_words", fastupdate=False),
            GinIndex("language", "title_vector", name="search_by_title", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
