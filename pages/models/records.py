"""Small tables: share cards, version stamps of the site cache, and words to avoid."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Change(models.Model):
    """Version stamp of a transaction that changed data of the site cache.

    Database triggers write it (`pages.change_triggers`), so that raw SQL and bulk writes count too;
    `pages.site_cache` reads it.
    """

    transaction = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "pages_change"

    def __str__(self) -> str:
        return str(self.number)


class WordToAvoid(models.Model):
    """Words or phrases with one meaning, and what to write in their place."""

    words = models.CharField(
        _("words"),
        max_length=255,
        help_text=_("Words or phrases in each of their forms, separated by commas."),
    )
    instead = models.CharField(
        _("better"),
        max_length=255,
        blank=True,
        help_text=_("What to write in their place, as readers know it."),
    )

    class Meta:
        verbose_name = _("word to avoid")
        verbose_name_plural = _("words to avoid")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def all_forms(cls) -> dict[str, str]:
        """Return what to write in the place of each form, in lower case."""
        return {
            " ".join(form.lower().split()): each.instead
            for each in cls.objects.all()
            for form in each.words.split(",")
            if form.strip()
        }
