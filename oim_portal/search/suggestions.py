"""Autocomplete of titles in the search form."""

from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest
from wagtail.models import Site

from . import statements
from .engine import Hit, run
from .results import results_of
from .tokens import ParsedSearch

SHORTEST = 2  # letters
MOST = 6


@dataclass(frozen=True)
class Suggestion:
    """A suggested title with its URL."""

    title: str
    url: str
    kind: str
    language: str


def suggest(
    asked: ParsedSearch, language: str, site: Site, request: HttpRequest
) -> list[Suggestion]:
    """Return a few titles with all typed words, the last of which is a prefix."""
    words = asked.words
    if len("".join(words)) < SHORTEST:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_search_prefix(%s, %s, %s)::text",
            [language, words[:-1], words[-1]],
        )
        query = cursor.fetchone()[0]
    if not query:
        return []
    values = {
        "language": language,
        "query": query,
        "root": site.root_page.path,
        "most": statements.MOST,
        "limit": MOST,
    }
    hits = [Hit(*row, passage="") for row in run(statements.titles(), values)]
    return [
        Suggestion(str(found.title), found.url, str(found.kind_label), found.language)
        for found in results_of(hits, request)
    ]
