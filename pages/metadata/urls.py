"""Canonical and alternate URLs of a page."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from ..languages import current_language
from ..models import BasePage


@dataclass(frozen=True)
class Alternate:
    """The URL of the page in a language; `code` is a language or 'x-default'."""

    code: str
    url: str


def language_of(page: BasePage) -> str:
    """Return the language in which the page is shown: its own, else Spanish if untranslated."""
    if page.own_language:
        return page.own_language
    language = current_language()
    return language if language in page.translated_languages() else settings.LANGUAGE_CODE


def canonical_url(request: HttpRequest, page: BasePage) -> str:
    """Return the full URL of the page, or of the address below it that is shown.

    The Spanish one when it has no translation.
    """
    url = page.url_in(language_of(page), request) or "/"
    return settings.PORTAL_URL + url + path_below(page)


def path_below(page: BasePage) -> str:
    """Return the path of the address below a listing that is shown; '' for the page itself."""
    return page.shown_address.path if page.shown_address else ""


def address_without_query(request: HttpRequest, page: BasePage | None) -> str:
    """Return the full URL of what is shown, for paper: a query may hold anything."""
    shown = page is not None and page.pk
    return canonical_url(request, page) if shown else settings.PORTAL_URL + request.path


def alternates(request: HttpRequest, page: BasePage) -> list[Alternate]:
    """Return the full URLs of the page in all its languages; none if there is only one."""
    codes = page.translated_languages()
    if len(codes) < 2:
        return []
    found = [
        Alternate(code, settings.PORTAL_URL + page.url_in(code, request) + path_below(page))
        for code in codes
    ]
    return [*found, Alternate("x-default", found[0].url)]
