"""Autocomplete of titles in the search form."""

from django.db import connection
from django.http import HttpRequest
from wagtail.models import Site

from . import statements
from .engine import Hit, run
from .results import results_of
from .tokens import ParsedSearch

SHORTEST = 2  # letters
MOST = 6


def suggest(
    asked: ParsedSearch, language: str, site: Site, request: HttpRequest
) -> list[dict[str, str]]:
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
        {
            "title": str(found.title),
            "url": found.url,
            "kind": str(found.kind.label),
            "language": found.language,
        }
        for found in results_of(hits, request)
    ]
