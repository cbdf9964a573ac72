"""What page types add to the frame of the site: header, footer, help, and pages that found nothing.

A page type declares it in `frame` (`pages.models.page_type`). The pages come from the site cache,
so that the frame of a page costs no query.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from .contract import page_types
from .models import BasePage
from .site_cache import site_cache

PLACES = (
    "header",
    "footer",
    "front_page",
    "front_page_end",
    "ways",
    "not_found",
    "no_results",
    "help",
    "outage",
    "offers",
)


@dataclass(frozen=True)
class FrameEntry:
    """A template for a place of the frame, and the published pages that it shows."""

    template: str
    pages: list[BasePage]


def frame_entries(request: HttpRequest, place: str) -> list[FrameEntry]:
    """Return the entries of a place, in the order of the page types; none without a page."""
    entries = [
        FrameEntry(model.frame[place], published_pages(request, model))
        for model in page_types()
        if place in model.frame
    ]
    return [entry for entry in entries if entry.pages]


def published_pages(request: HttpRequest, model: type[BasePage]) -> list[BasePage]:
    """Return the pages of a type that the frame shows, read once for all pages of the site."""
    return site_cache(request).get_or_set(
        ("frame", model._meta.label), model.frame_pages, apart=True
    )
