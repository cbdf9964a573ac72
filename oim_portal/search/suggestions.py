"""Autocomplete of titles in the search form."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from . import statements
from .engine import Hit, run
from .results import other_languages, results_of
from .spelling import MOST_CORRECTED, nearest_of
from .tokens import ParsedSearch

SHORTEST = 2  # letters
MOST = 6
PREFIX = "SELECT portal_search_prefix(%(language)s, %(words)s, %(beginning)s)::text"


def suggest(
    asked: ParsedSearch, language: str, site: Site, request: HttpRequest
) -> list[dict[str, str]]:
    """Return a few titles with all typed words, the last of which is a prefix.

    If there are none, words may be mistyped: the last is read as the beginning of another. If there
    are still none, they may be words of another language.
    """
    words = asked.words
    if len("".join(words)) < SHORTEST:
        return []
    hits = titles(words, language, site)
    if not hits and len(words) <= MOST_CORRECTED:
        likely = [nearest_of(word, language, site) for word in words[:-1]]
        likely.append(nearest_of(words[-1], language, site, is_unfinished=True))
        hits = titles(likely, language, site) if likely != words else []
    for code in other_languages():
        hits = hits or titles(words, code, site)
    return [
        {
            "title": str(found.title),
            "url": found.url,
            "kind": " · ".join(filter(None, [str(found.kind.label), found.date])),
            "language": found.language,
        }
        for found in results_of(hits, request)
    ]


def titles(words: list[str], language: str, site: Site) -> list[Hit]:
    typed = {"language": language, "words": words[:-1], "beginning": words[-1]}
    [[query]] = run(PREFIX, typed)
    if not query:
        return []
    values = {
        "language": language,
        "query": query,
        "root": site.root_page.path,
        "limit": MOST,
    }
    return [Hit(*row) for row in run(statements.titles(), values)]


def announcement(count: int) -> str:
    """Return what a screen reader says when the suggestions have changed."""
    if not count:
        return _("No suggestions")
    return ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
