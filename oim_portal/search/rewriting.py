"""Rewrite rules of synonyms, for PostgreSQL's `ts_rewrite`, and detection of their phrases."""

from django.db import connection

from .fields import split_terms
from .models import Rewrite, Synonyms
from .tokens import unaccent


def write_rewrites(synonyms: Synonyms) -> None:
    """Replace the rewrite rules of a group of synonyms, for each of its languages."""
    synonyms.rewrites.all().delete()
    terms = split_terms(synonyms.words)
    with connection.cursor() as cursor:
        for language in synonyms.codes():
            cursor.execute(
                "SELECT portal_search_write_rewrites(%s, %s, %s, %s)",
                [synonyms.pk, language, terms, not synonyms.only_as_written],
            )
    if synonyms.only_as_written:
        synonyms.rewrites.update(only_as_written=True)


def with_phrases(terms: list[str], language: str) -> list[str]:
    """Join adjacent words that form a phrase among the synonyms: 'naciones', 'unidas'."""
    known = Rewrite.objects.filter(language=language).exclude(phrase="")
    phrases = {unaccent(phrase) for phrase in known.values_list("phrase", flat=True)}
    joined: list[str] = []
    rest = list(terms)
    while rest:
        lengths = range(len(rest), 1, -1)
        length = next((n for n in lengths if unaccent(" ".join(rest[:n])) in phrases), 1)
        joined.append(" ".join(rest[:length]))
        rest = rest[length:]
    return joined
