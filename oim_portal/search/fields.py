"""Model field, choices and parsers of term lists that the search models share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.languages import language_names

from .tokens import tokenize, unaccent

#: Language of the entries of pages in a language of their own (ISO 639-2: 'multiple languages'),
#: whose words are searched as they are, without a stemmer.
ANY_OTHER = "mul"


class QueryField(models.Field):
    """A `tsquery` column, which is written and read in SQL only."""

    def db_type(self, connection) -> str:
        return "tsquery"


def languages() -> list[tuple[str, str]]:
    """Return the portal's languages; as a callable for `choices`, so that migrations name it."""
    return [*language_names().items()]


def language_of_searches() -> models.CharField:
    """Return the column of what holds for the searches of one language, or of all."""
    return models.CharField(
        _("language of the search"),
        max_length=10,
        blank=True,
        choices=languages,
        help_text=_("Leave empty for searches in every language."),
    )


def split_terms(text: str) -> list[str]:
    """Return comma-separated terms as a list, in lower case."""
    return list(filter(None, (" ".join(tokenize(term)) for term in text.split(","))))


def listed_terms(text: str) -> list[str]:
    """Return comma-separated terms as a list, in lower case, without accents and duplicates."""
    return list(dict.fromkeys(unaccent(term) for term in split_terms(text)))
