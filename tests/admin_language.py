"""Detect texts of the admin that are not Spanish: English, what only programs say, wrong forms."""

import re
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings

from .overlay import packages
from .spanish_forms import wrong_in

# Words that English sentences have and Spanish ones have not.
ENGLISH = re.compile(
    r"\b(?:the|of|and|this|that|to|with|from|your|you|are|was|has|have|been|will|there|cannot"
    r"|please|for|by|any|new|is|be|not|which|when|where|what|who)\b",
    re.IGNORECASE,
)
FIELD = re.compile(r"%\\\(\w+\\\)[sd]|%[sd]|\\\{\w*\\\}")
WORDS = re.compile(r"[^\W\d_]{4,}")  # a pattern with fewer than two would be found everywhere
URL = re.compile(r"https?://\S+")
APPS = "|".join(sorted(config.label for config in apps.get_app_configs()))
# What a program says where it should say nothing or a word; a script fills in how many `objects`.
MACHINE = re.compile(
    r"\b(?:None|True|False|Root|ID: \d+)\b|%\((?!objects)\w|\{\w*\}|<\w+ object|\bobject \(\d"
    rf"|\d:\d\d\.\d{{3}}|\b(?:{APPS})\.[a-z]\w+|\b[a-z]+(?:_[a-z]+)+\b"
)


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
        self.english -= self.spanish
        self.patterns = [
            re.compile(FIELD.sub(".+", re.escape(text)))
            for text in self.english
            if "%" in text and len(WORDS.findall(FIELD.sub(" ", re.escape(text)))) > 1
        ]

    def add(self, entry: polib.MOEntry) -> None:
        self.english |= {folded(entry.msgid), folded(entry.msgid_plural)}
        self.spanish |= {folded(text) for text in [entry.msgstr, *entry.msgstr_plural.values()]}

    def is_wrong(self, text: str) -> bool:
        words = URL.sub("", text)
        return bool(self.is_english(words) or MACHINE.search(words) or wrong_in(words))

    def is_english(self, text: str) -> bool:
        """Say whether a text of a screen is one of the messages, or has words of English."""
        plain = folded(text)
        return (
            plain in self.english
            or bool(ENGLISH.search(text))
            or any(pattern.fullmatch(plain) for pattern in self.patterns)
        )
