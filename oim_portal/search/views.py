"""The page of results, and suggestions while somebody types."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from pages.languages import current_language

from .results_page import ResultsPage
from .suggestions import suggest
from .tokens import read

# What somebody searches for is nobody else's: no cache keeps it, theirs or ours.
not_kept = cache_control(no_store=True)


@require_safe
@not_kept
def search(request: HttpRequest) -> HttpResponse:
    """Show what answers a search, or how to search where nothing was asked."""
    found = ResultsPage(request)
    if request.method == "GET":
        found.note_if_missed()
    response = render(request, "search/search.html", {"search": found})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@not_kept
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return titles that hold what is being typed (`?q=…`); none for fewer than two letters."""
    site = Site.find_for_request(request)
    asked = read(request.GET.get("q", ""))
    found = suggest(asked, current_language(), site, request) if site else []
    response = JsonResponse({"suggestions": [asdict(each) for each in found]})
    response["X-Robots-Tag"] = "noindex"
    return response
