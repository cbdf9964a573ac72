"""Which share card a page has in a language."""

from django.db import models

from .base import BasePage


class ShareCard(models.Model):
    """The drawn card of a page in one language; without a page, the portal's neutral one.

    `pages.metadata.cards` writes it after the file, so what a row names can be shown.
    """

    page = models.ForeignKey(BasePage, null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    alt = models.TextField()

    page.wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"], name="one_card_per_language", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.language}"
