"""What page types add to the frame of the site: header, footer, help, and pages that found nothing.

A page type declares it in `frame` (`pages.models.page_type`). The pages come from the site cache,
so that the frame of a page costs no query. For an outage it is kept in files while the database
answers: the scheduler writes them at each run (`keep`), the application shows them on its own 503
page, and nginx on the page for an outage of the application (`write_outage_pages`).
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from .contract import page_types
from .languages import language_codes
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


def keep() -> None:
    """Write what is to be shown in each language, where it has changed."""
    models = [model for model in page_types() if "outage" in model.frame]
    entries = [FrameEntry(model.frame["outage"], model.frame_pages()) for model in models]
    for code in language_codes():
        with override(code):
            text = render_to_string("components/frame.html", {"entries": entries}).strip()
        path = path_of(code)
        if text and text != kept(code):
            write(path, text)
        elif not text:
            path.unlink(missing_ok=True)


def kept(language: str) -> SafeString:
    """Return what was kept for a language, as HTML of our own templates; '' for nothing."""
    try:
        return mark_safe(path_of(language).read_text("utf-8"))  # noqa: S308 (`keep` wrote it)
    except OSError:
        return mark_safe("")


def path_of(language: str) -> Path:
    return settings.VAR_DIR / "outage-frame" / f"{language}.html"


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, for nginx to read, whatever the umask is."""
    path.parent.mkdir(mode=0o755, exist_ok=True)
    path.parent.chmod(0o755)
    new = path.with_suffix(f".{os.getpid()}")
    try:
        new.write_text(text, "utf-8")
        new.chmod(0o644)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
