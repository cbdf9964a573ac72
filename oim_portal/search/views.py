"""Views of the results page and of the autocomplete."""

from contextlib import nullcontext

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from pages.languages import current_language

from .engine import by_indexes
from .results_page import ResultsPage
from .suggestions import announcement, suggest
from .tokens import parse_search

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
