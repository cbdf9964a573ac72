"""Types of columns and lists that the tables of the search share."""

from django.conf import settings
from django.db import models

from .tokens import folded, unmarked


class QueryField(models.Field):
    """A `tsquery`. Only statements write and read it."""

    def db_type(self, connection) -> str:
        return "tsquery"


def languages() -> list[tuple[str, str]]:
    """Return the portal's languages as choices; by name, so that no migration lists them."""
    return settings.LANGUAGES


def split_terms(text: str) -> list[str]:
    """Return terms that staff have separated by commas, in lower case."""
    return list(filter(None, (" ".join(folded(term)) for term in text.split(","))))


def listed_terms(text: str) -> list[str]:
    """Return terms that staff have separated by commas, without capitals, accents, repetition."""
    return list(dict.fromkeys(unmarked(term) for term in split_terms(text)))
