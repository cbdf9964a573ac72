"""Models of the search: its index, synonyms, recommended pages, and searches without results."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.search import index

from oim_portal.media.models import PortalDocument
from pages.languages import language_codes
from pages.models import BasePage

from .fields import QueryField, language_of_searches, listed_terms


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


class PublishedWord(models.Model):
    """A word as written and without accents. Each use checks whether public text still has it."""

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=60)
    plain = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint("language", "word", name="search_one_word_per_language")
        ]
        indexes = [
            GinIndex(
                "language",
                OpClass("plain", name="gin_trgm_ops"),
                name="search_words_by_trigrams",
                fastupdate=False,
            )
        ]

    def __str__(self) -> str:
        return self.word


MAX_LENGTH = 100


class MissedSearch(models.Model):
    """A search without results: its count and its last day. Nothing tells who searched.

    `shown_instead` is the spelling correction whose results the last visitor got.
    """

    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("search"), max_length=MAX_LENGTH)
    times = models.PositiveIntegerField(_("times"), default=1)
    shown_instead = models.CharField(
        _("results were shown for"), max_length=MAX_LENGTH, blank=True, db_default=""
    )
    last_on = models.DateField(_("last on"))

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-times", "-last_on", "pk"]
        constraints = [models.UniqueConstraint("language", "text", name="search_one_miss_per_text")]

    def __str__(self) -> str:
        return self.text


class Promotion(index.Indexed, models.Model):
    """A page that is shown first for exactly one of these searches."""

    language = language_of_searches()
    searches = models.TextField(
        _("searches"),
        help_text=_(
            "What visitors type, separated by commas, such as “visa, visado”. Accents and "
            "capitals make no difference."
        ),
    )
    page = models.ForeignKey(
        BasePage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [
        FieldPanel("searches"),
        PageChooserPanel("page", help_text=_("Shown first, above all that the search finds.")),
        FieldPanel("language"),
    ]
    search_fields = [index.SearchField("searches"), index.AutocompleteField("searches")]

    class Meta:
        verbose_name = _("recommended page")
        verbose_name_plural = _("recommended pages")
        ordering = ["searches", "pk"]

    def __str__(self) -> str:
        return f"{self.searches} → {self.page}"

    def clean(self) -> None:
        super().clean()
        if not listed_terms(self.searches):
            raise ValidationError({"searches": _("Write at least one word.")})

    def answers(self, words: list[str]) -> bool:
        """Return whether these are the words, without accents, of one of the searches."""
        return " ".join(words) in listed_terms(self.searches)


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
        from .rewriting import write_rewrites

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
