"""Detect English texts in admin views, by the messages of the catalogues."""

import re
from pathlib import Path

import polib
from django.conf import settings

from oim_portal.local.overlay import packages

# Words that English sentences have and Spanish ones have not.
ENGLISH = re.compile(
    r"\b(?:the|of|and|this|that|to|with|from|your|you|are|was|has|have|been|will|there|cannot"
    r"|please|for|by|any|new|is|be|not|which|when|where|what|who)\b",
    re.IGNORECASE,
)
FIELD = re.compile(r"%\\\(\w+\\\)[sd]|%[sd]|\\\{\w*\\\}")
WORDS = re.compile(r"[^\W\d_]{4,}")  # a pattern with fewer than two would be found everywhere
# Names, and words that are the same in Spanish or stand where no catalogue reaches.
NAMES = {
    "english",  # each language is named in itself
    "none",  # the number of a counter that stays hidden
    "task type",  # a label that Wagtail's form makes of a name, where nothing can change it
    "search",  # a button off the screen, for Enter: Wagtail's template has no block for it
}
TECHNICAL = re.compile(r"[a-z_]+\.[a-z_]+")  # pages.contentpage, in Wagtail's report on types


def folded(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" :.…*")


class Catalogue:
    """The English messages whose Spanish translation differs, of all packages and of ours."""

    def __init__(self) -> None:
        self.spanish: set[str] = set()
        self.english: set[str] = set()
        for folder in [*(each / "locale" for each in packages()), *settings.LOCALE_PATHS]:
            for path in Path(folder).glob("es/LC_MESSAGES/*.mo"):
                for entry in polib.mofile(str(path)):
                    self.add(entry)
        self.english -= self.spanish | NAMES
        self.patterns = [
            re.compile(FIELD.sub(".+", re.escape(text)))
            for text in self.english
            if "%" in text and len(WORDS.findall(FIELD.sub(" ", re.escape(text)))) > 1
        ]

    def add(self, entry: polib.MOEntry) -> None:
        self.english |= {folded(entry.msgid), folded(entry.msgid_plural)}
        self.spanish |= {folded(text) for text in [entry.msgstr, *entry.msgstr_plural.values()]}

    def is_english(self, text: str) -> bool:
        """Say whether a text of a screen is one of the messages, or has words of English."""
        plain = folded(text)
        if plain in NAMES or TECHNICAL.fullmatch(plain):
            return False
        return (
            plain in self.english
            or bool(ENGLISH.search(text))
            or any(pattern.fullmatch(plain) for pattern in self.patterns)
        )
