"""Tokenizer of published text and of visitors' searches."""

import re
import unicodedata
from dataclasses import dataclass

# A longer search is cut, with a message to the visitor.
MAX_CHARACTERS = 200
MAX_WORDS = 20
# Letters and digits of any script, including combining marks.
WORD = re.compile(r"[^\W_]+")
PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|([^\s"“«]+)')
# Characters within a word that nobody sees: soft hyphen, zero-width space and joiner, BOM.
INVISIBLE = dict.fromkeys(map(ord, "\0\u00ad\u200b\u2060\ufeff"))
# Stop words without the accents that visitors omit, which are not in PostgreSQL's list.
UNMARKED_STOP_WORDS = {
    "es": """
        asi aun estan estare estaria esteis esten habeis habia habian habra habran habria
        mas mia mias mio mios seran seria serian tambien tendra tendran tendria tenia tenian
    """.split()
}

# Words of a question, without accents, beside PostgreSQL's stop words: they say that something is
# asked, not what.
ASKING_WORDS = {
    "es": """
        como cual cuales cuando cuanta cuantas cuanto cuantos donde adonde que quien quienes
        hay puede pueden puedo podria podemos quiero quisiera queremos necesito necesitamos
        busco buscamos buscar encuentro encontramos encontrar obtengo obtenemos obtener
        consigo conseguimos conseguir hago hacemos hacer saber favor
    """.split(),
    "en": """
        could would may might must need want like get find look looking please tell know many
        much there
    """.split(),
}


def tokenize(text: str) -> list[str]:
    """Return the words of a text in lower case, as they are passed to PostgreSQL.

    PostgreSQL's parser makes one token of `y/o` or `www.iom.int`, and leaves `É` in upper case in a
    database with the locale C.
    """
    return WORD.findall(normalized(text).lower())


def normalized(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE))


def unaccent(word: str) -> str:
    """Return a word without accents; 'ñ' becomes 'n', which many keyboards lack."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@dataclass(frozen=True)
class ParsedSearch:
    """A parsed search: the text as it is shown again, and the terms to search for.

    Each term is a word, or several adjacent words: a phrase in quotation marks, or a hyphenated
    word. `was_cut` is true if the text was too long.
    """

    text: str
    terms: tuple[str, ...]
    was_cut: bool

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.split()]

    def with_words(self, others: dict[str, str]) -> str:
        """Return the text with other words for some of its own, and its quotation marks."""
        return WORD.sub(lambda word: others.get(word[0].lower(), word[0]), normalized(self.text))


def parse_search(text: str) -> ParsedSearch:
    """Parse the text of a search; any text is valid."""
    text = " ".join("".join(filter(is_printable, text)).split())
    shown = text[:MAX_CHARACTERS]
    terms, count = [], 0
    for match in PHRASE.finditer(shown):
        words = tokenize(next(filter(None, match.groups()), ""))[: MAX_WORDS - count]
        count += len(words)
        if words:
            terms.append(" ".join(words))
    is_long = len(text) > MAX_CHARACTERS or len(tokenize(shown)) > MAX_WORDS
    return ParsedSearch(shown, tuple(dict.fromkeys(terms)), is_long)


def without_stop_words(words: list[str], language: str) -> list[str]:
    """Remove stop words that were typed without their accents."""
    return [word for word in words if word not in UNMARKED_STOP_WORDS.get(language, ())]


def without_asking_words(words: list[str], language: str) -> list[str]:
    """Remove the words by which people ask, unless nothing else is asked."""
    asking = ASKING_WORDS.get(language, ())
    return [word for word in words if unaccent(word) not in asking]


def is_printable(sign: str) -> bool:
    """Return whether a character may be shown: no control or private-use one, except spaces."""
    return sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
