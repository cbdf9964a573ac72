"""Words that have occurred in published text, for spelling corrections."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


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
