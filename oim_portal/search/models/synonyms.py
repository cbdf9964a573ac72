"""Synonyms, edited by staff, and the rewrite rules made of them."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pages.languages import language_codes

from ..fields import QueryField, language_of_searches, listed_terms


class Synonyms(index.Indexed, models.Model):
    """Words or phrases with the same meaning: a search for one finds the others too."""

    words = models.TextField(
        _("words"),
        help_text=_(
            "Words or phrases that mean the same, separated by commas, such as “CIME, OIM”. "
            "Accents and capitals make no difference."
        ),
    )
    language = language_of_searches()

    only_as_written = models.BooleanField(
        _("only as written"),
        default=False,
        db_default=False,
        help_text=_(
            "A search for one of these words finds it only as it stands here: “trata” does not "
            "find “tratada”. A single word is enough."
        ),
    )

    panels = [FieldPanel("words"), FieldPanel("only_as_written"), FieldPanel("language")]
    search_fields = [index.SearchField("words"), index.AutocompleteField("words")]

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """Save, and update the rewrite rules for each language."""
        from ..rewriting import write_rewrites

        super().save(*args, **kwargs)
        write_rewrites(self)

    def clean(self) -> None:
        super().clean()
        if len(listed_terms(self.words)) < (1 if self.only_as_written else 2):
            raise ValidationError({"words": _("Write at least two words, separated by a comma.")})

    def codes(self) -> list[str]:
        """Return the codes of the languages in which these words are synonyms."""
        return [self.language] if self.language else language_codes()


class Rewrite(models.Model):
    """A rule for `ts_rewrite`, which replaces `target` by `substitute` in a search.

    `phrase` is the term if it has several words, which are then searched as a phrase. With
    `only_as_written`, a word that is a target is not searched by its stem.
    """

    synonyms = models.ForeignKey(Synonyms, on_delete=models.CASCADE, related_name="rewrites")
    language = models.CharField(max_length=10)
    target = QueryField()
    substitute = QueryField()
    phrase = models.TextField(blank=True)
    only_as_written = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [models.Index(fields=["language"], name="search_rewrites_by_language")]

    def __str__(self) -> str:
        return f"{self.synonyms} ({self.language})"
