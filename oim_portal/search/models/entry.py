"""Index entries: one for each page, part of a page, document or its text, and language."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from oim_portal.media.models import PortalDocument
from pages.models import BasePage


class SearchEntry(models.Model):
    """The text of a page, a part of one, or a document, in one language.

    The text of a file that a page offers (`in_file`) belongs to both: it is found as long as both
    are public, and leads to the page.

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
    in_file = models.BooleanField(default=False, db_default=False)
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
                condition=Q(in_file=True, page__isnull=False, document__isnull=False)
                | (Q(in_file=False) & (Q(page__isnull=True) ^ Q(document__isnull=True))),
                name="search_entry_of_one_thing",
            ),
            models.UniqueConstraint(
                "page", "language", "anchor", name="search_one_entry_per_language"
            ),
            models.UniqueConstraint(
                fields=["document", "language"],
                condition=Q(in_file=False),
                name="search_one_document_per_language",
            ),
        ]
        # Without a pending list, which every search would have to scan. The long vectors of files
        # have an index of their own, so that a search for pages reads none of them.
        indexes = [
            GinIndex(
                *("language", "vector"),
                name="search_by_words",
                fastupdate=False,
                condition=Q(in_file=False),
            ),
            GinIndex(
                *("language", "vector"),
                name="search_in_files",
                fastupdate=False,
                condition=Q(in_file=True),
            ),
            GinIndex("language", "title_vector", name="search_by_title", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
