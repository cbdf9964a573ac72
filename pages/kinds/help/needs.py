"""Titles of help pages: 'Necesito saber si…', of which lists show the end alone.

The title is stored whole, so that search results, tabs and shared links say it whole. Staff may
type it with or without its beginning (`whole`).
"""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import override, pgettext

from pages.languages import Localized, current_language, language_codes, localized

#: 'OIM', 'I': capitals that stay in the middle of a sentence.
IS_WORD = re.compile(r"[^\W\d_][a-záéíóúüñ]+")


def beginning(language: str) -> str:
    """Return how the title of a help page begins in a language of the site: 'Necesito'."""
    with override(language):
        return pgettext("beginning of the title of a help page", "I need to")


def ending(title: str, language: str) -> str:
    """Return a title without its beginning; '' for one that begins otherwise."""
    pattern = rf"\s*{re.escape(beginning(language))}\b\s*(?:…|\.\.\.)?\s*"
    found = re.match(pattern, title, re.IGNORECASE)
    return title[found.end() :] if found else ""


def whole(title: str, language: str, longest: int) -> str:
    """Return a title with its beginning, once; unchanged if it is empty, a question or too long."""
    if not title or is_question(title):
        return title
    rest = ending(title, language)
    if not rest:
        rest = title.lstrip("… ").removeprefix("...").lstrip()
        if IS_WORD.match(rest):
            rest = rest[0].lower() + rest[1:]
    named = f"{beginning(language)} {rest}"
    return named if rest and len(named) <= longest else title


def is_question(title: str) -> bool:
    return "?" in title or "¿" in title


@dataclass(frozen=True)
class Need:
    """The title of a help page in two parts, and the language of both."""

    beginning: str
    ending: str
    text: Localized

    @property
    def lang(self) -> SafeString | str:
        return self.text.lang

    @property
    def listed(self) -> str:
        """The text of its link below 'Necesito…': whole if it is in another language than that."""
        return self.ending if self.text.language == current_language() else str(self.text)


def need_of(page) -> Need:
    """Return the title of a help page in the active language; a question has no beginning."""
    text = localized(page, "display_title")
    rest = ending(str(text), text.language) if text.language in language_codes() else ""
    return Need(beginning(text.language) if rest else "", rest or str(text), text)
