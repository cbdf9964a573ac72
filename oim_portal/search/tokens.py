"""What counts as a word, in published text and in what a visitor types."""

import re
import unicodedata
from dataclasses import dataclass

# Longer, and it is searched up to here, and the visitor is told.
MAX_CHARACTERS = 200
MAX_WORDS = 20
# Letters and digits of any script, with the marks that some scripts write above or below them.
WORD = re.compile(r"[^\W_]+")
PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|([^\s"“«]+)')
# Without their accents, which visitors leave away, PostgreSQL's own list does not know them.
UNMARKED_STOP_WORDS = {
    "es": set(
        re.findall(
            r"\w+",
            "asi aun estan estare estaria esteis esten habeis habia habian habra habran habria "
            "mas mia mias mio mios seran seria serian tambien tendra tendran tendria tenia tenian",
        )
    )
}


def folded(text: str) -> list[str]:
    """Return the words of a text in lower case, as PostgreSQL is given them.

    Its own parser makes one token of `y/o` or `www.iom.int`, and leaves `É` in upper case in a
    database with the locale C.
    """
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


def unmarked(word: str) -> str:
    """Return a word without accents; 'ñ' becomes 'n', as many keyboards write it."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@dataclass(frozen=True)
class Asked:
    """What a visitor has typed: the text as it is shown again, and what is looked for.

    Each term is a word, or several that stand together: a phrase in quotation marks, or what a
    hyphen joins. `was_cut` says that the text was longer than is searched.
    """

    text: str
    terms: tuple[str, ...]
    was_cut: bool

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.split()]


def read(text: str) -> Asked:
    """Return what is searched of a text; any text will do."""
    text = " ".join("".join(filter(is_printable, text)).split())
    kept = text[:MAX_CHARACTERS]
    terms, count = [], 0
    for match in PHRASE.finditer(kept):
        words = folded(next(filter(None, match.groups()), ""))[: MAX_WORDS - count]
        count += len(words)
        if words:
            terms.append(" ".join(words))
    is_long = len(text) > MAX_CHARACTERS or len(folded(kept)) > MAX_WORDS
    return Asked(kept, tuple(dict.fromkeys(terms)), is_long)


def without_stop_words(words: list[str], language: str) -> list[str]:
    """Leave out words that are too common once they have lost their accents."""
    return [word for word in words if word not in UNMARKED_STOP_WORDS.get(language, ())]


def is_printable(sign: str) -> bool:
    """Say whether a sign may be shown again: spaces, but no other control or private sign."""
    return sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
