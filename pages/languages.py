"""Translated values with their fallback, and the language in which each is written.

Without a translation, a page shows the Spanish text marked with its own `lang` (WCAG 2.2, 3.1.2
Language of Parts). Translated columns are always read by their full name (`lead_en`): the column
without a language holds the language that was active at save.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from wagtail.blocks import StreamValue

from oim_portal.web.html_text import shows_html, text_of_html

# As in static/pages/text-language.js.
FEWEST_WORDS_OF_A_COPY = 4
# Django's list lacks Pashto.
FROM_RIGHT = {*settings.LANGUAGES_BIDI, "ps"}
# Hangul fillers are letters without a visible glyph.
WORD_BEFORE_OR_AFTER_A_TAG = re.compile(r"(?:^|>)\s*[^\W\u115f\u1160\u3164\uffa0]")


@dataclass(frozen=True)
class Localized:
    """A value and the language in which it is written; false when it is empty."""

    value: Any
    language: str

    def __bool__(self) -> bool:
        return has_text(self.value)

    def __str__(self) -> str:
        return str(self.value if self.value is not None else "")

    @property
    def lang(self) -> SafeString | str:
        """Return ` lang="es"` when the text is not in the language of the page, else ''.

        Arabic in a page from left to right has its direction too.
        """
        if not self or self.language == current_language():
            return ""
        return format_html(' lang="{}"{}', self.language, direction(self.language))


def direction(language: str) -> SafeString | str:
    """Return ` dir="rtl"` for a language that is written from right to left, else ''."""
    is_from_right = language.split("-")[0] in FROM_RIGHT
    return format_html(' dir="{}"', "rtl") if is_from_right else ""


def language_codes() -> list[str]:
    """Return the codes of the portal's languages, Spanish first."""
    return [code for code, _name in settings.LANGUAGES]


def language_names() -> dict[str, str]:
    """Return what staff call the portal's languages, by code; LANGUAGES names each in itself."""
    return {code: get_language_info(code)["name_translated"] for code in language_codes()}


def current_language() -> str:
    """Return the active language, or Spanish when it is not a language of the portal."""
    active = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return active if active in language_codes() else settings.LANGUAGE_CODE


def has_text(value: Any) -> bool:
    """Return whether a value has text to read: `<p data-block-key="x">&nbsp;</p>` has none."""
    if not isinstance(value, str):
        return bool(value)
    # Called for thousands of texts on a long page, most of which begin with a letter.
    if WORD_BEFORE_OR_AFTER_A_TAG.search(value):
        return True
    return shows_html(value)


def words_of(value: Any) -> list[str]:
    """Return the words of a text, a rich text or a stream, without their markup."""
    if isinstance(value, StreamValue):
        value = " ".join(value.stream_block.get_searchable_content(value))
    return text_of_html(str(value or "").replace("<", " <")).split()


def is_copy(instance: Any, field: str, language: str) -> bool:
    """Return whether a translation repeats the Spanish words, and so has not been translated.

    A few equal words prove nothing: names are the same in every language.
    """
    words = words_of(getattr(instance, f"{field}_{language}"))
    spanish = words_of(getattr(instance, f"{field}_{settings.LANGUAGE_CODE}"))
    return words == spanish and len(words) >= FEWEST_WORDS_OF_A_COPY


def localized(instance: Any, field: str, language: str | None = None) -> Localized:
    """Return the field's value in a language (the active one by default), else in Spanish.

    Works for every model registered with modeltranslation; a field that is not translated
    raises AttributeError, so that a misspelt name never shows as an empty text. A page in a
    language of its own (`BasePage.own_language`) has that one text, whatever the language.
    """
    if own := getattr(instance, "own_language", ""):
        return Localized(getattr(instance, f"{field}_{settings.LANGUAGE_CODE}"), own)
    wanted = language or current_language()
    value = getattr(instance, f"{field}_{wanted}")
    if has_text(value):
        return Localized(value, wanted)
    return Localized(getattr(instance, f"{field}_{settings.LANGUAGE_CODE}"), settings.LANGUAGE_CODE)
