"""What a page says of itself to search engines: its address in each language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from .languages import current_language, localized
from .models import BasePage


@dataclass(frozen=True)
class Alternate:
    """The same page in a language; `code` is a language or 'x-default'."""

    code: str
    url: str


def canonical_url(request: HttpRequest, page: BasePage) -> str:
    """Return the page's full address; the Spanish one where it has no translation."""
    language = current_language()
    if language not in page.translated_languages():
        language = settings.LANGUAGE_CODE
    return settings.PORTAL_URL + (page.url_in(language, request) or "/")


def alternates(request: HttpRequest, page: BasePage) -> list[Alternate]:
    """Return the page's addresses in all its languages; none when there is only one."""
    codes = page.translated_languages()
    if len(codes) < 2:
        return []
    found = [Alternate(code, settings.PORTAL_URL + page.url_in(code, request)) for code in codes]
    return [*found, Alternate("x-default", found[0].url)]


def description(page: BasePage) -> str:
    """Return the page's description: what staff wrote for it, else its lead text."""
    for field in ("search_description", "lead"):
        if hasattr(page, f"{field}_{settings.LANGUAGE_CODE}") and (text := localized(page, field)):
            return str(text)
    return ""
