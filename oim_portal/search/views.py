"""Views of the results page and of the autocomplete of titles."""

from contextlib import nullcontext

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from pages.languages import current_language

from . import statements
from .engine import Hit, by_indexes, run
from .results import other_languages, results_of
from .results_page import ResultsPage
from .spelling import MOST_CORRECTED, nearest_of
from .tokens import ParsedSearch, parse_search

SHORTEST = 2  # letters
MOST_SUGGESTED = 6
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
    values = {"language": language, "query": query, "root": site.root_page.path}
    values["limit"] = MOST_SUGGESTED
    return [Hit(*row) for row in run(statements.titles(), values)]


def announcement(count: int) -> str:
    """Return what a screen reader says when the suggestions have changed."""
    if not count:
        return _("No suggestions")
    return ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}


# Searches are private: no cache may store them, neither the visitor's nor ours.
not_stored = cache_control(no_store=True)


@require_safe
@not_stored
def search(request: HttpRequest) -> HttpResponse:
    """Render the results of a search, or help if nothing was searched for."""
    found = ResultsPage(request)
    with by_indexes() if found.asked.terms else nullcontext():
        if request.method == "GET":
            found.count_if_missed()
        response = render(request, "search/search.html", {"search": found})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@not_stored
@by_indexes()
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return titles that match the typed text (`?q=…`), and how to announce them.

    There are none for fewer than two letters.
    """
    site = Site.find_for_request(request)
    asked = parse_search(request.GET.get("q", ""))
    found = suggest(asked, current_language(), site, request) if site else []
    answer = {"suggestions": found, "announcement": announcement(len(found))}
    return JsonResponse(answer, headers={"X-Robots-Tag": "noindex"})
