"""Synonyms as `ts_rewrite` takes them: what each form of a word or phrase stands for."""

from django.db import connection

from .fields import split_terms
from .models import Rewrite, Synonyms
from .tokens import unmarked


def write_rewrites(synonyms: Synonyms) -> None:
    """Write the rows of a group of synonyms anew, for each language of its searches."""
    synonyms.rewrites.all().delete()
    terms = split_terms(synonyms.words)
    with connection.cursor() as cursor:
        for language in synonyms.codes():
            cursor.execute(
                "SELECT portal_search_write_rewrites(%s, %s, %s)", [synonyms.pk, language, terms]
            )


def with_phrases(terms: list[str], language: str) -> list[str]:
    """Join single words that staff have named as a phrase: 'naciones', 'unidas'."""
    known = Rewrite.objects.filter(language=language).exclude(phrase="")
    phrases = {unmarked(phrase) for phrase in known.values_list("phrase", flat=True)}
    joined: list[str] = []
    rest = list(terms)
    while rest:
        lengths = range(len(rest), 1, -1)
        length = next((n for n in lengths if unmarked(" ".join(rest[:n])) in phrases), 1)
        joined.append(" ".join(rest[:length]))
        rest = rest[length:]
    return joined
