"""Hints for plain Spanish: long sentences, words to avoid, acronyms, links that say nothing.

Functions of a text alone, in time linear in its length, for any text. They are hints, never a
score: nothing is refused because of one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

MOST_WORDS = 25
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:]*")
# Blanks between a mark of the end, which may stand within quotes, and a capital or a digit.
END = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["”»)\]]))\s++(?=["“«(¿¡]?[A-ZÁÉÍÓÚÜÑ\d])""")
ABBREVIATION = re.compile(
    r"(?:^|\W)(?:N[.º°o]*|Av|Sra?|Dra?|Arts?|art|núm|págs?|EE|UU|Lic|Ing|Econ|Gral|[A-ZÁÉÍÓÚÑ])\.$"
)
LONGEST_ABBREVIATION = 7
ACRONYM = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{2,6}\b")
# 'Ministerio de Gobierno (MDG)', 'MDG (Ministerio de Gobierno)'
EXPLAINED = re.compile(r"\(([A-ZÁÉÍÓÚÑ]{2,6})\)|\b([A-ZÁÉÍÓÚÑ]{2,6}) \(")
ROMAN_NUMBER = re.compile(r"[IVXLC]+")
KNOWN_ACRONYMS = {"AA", "OIM", "ONU", "ONG", "EE", "UU", "PDF", "SMS", "USD", "UTC"}
SAYS_NOTHING = {
    *("aquí", "acá", "click aquí", "clic aquí", "haga clic aquí", "enlace", "este enlace", "link"),
    *(
        "leer más",
        "más",
        "más información",
        "pulse aquí",
        "saber más",
        "ver",
        "ver aquí",
        "ver más",
    ),
}


@dataclass(frozen=True)
class Finding:
    """What to correct or to say more plainly: the words in question, what to do, and where.

    `path` leads to its field in the form (`page_texts.Item`).
    """

    title: str
    quote: str
    advice: str
    path: str = ""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with the blanks behind it: joined, they are the text."""
    found, start = [], 0
    for end in END.finditer(text):
        before = text[max(start, end.start() - LONGEST_ABBREVIATION) : end.start()]
        if not ABBREVIATION.search(before):
            found.append(text[start : end.end()])
            start = end.end()
    return [*found, text[start:]]


def count_words(text: str) -> int:
    return sum(1 for _word in WORD.finditer(text))


def explained_acronyms(text: str) -> set[str]:
    return {before or after for before, after in EXPLAINED.findall(text)}


def hints(text: str, to_avoid: Mapping[str, str], known: set[str]) -> Iterator[Finding]:
    """Yield the hints for a paragraph of Spanish.

    `to_avoid` says what to write in the place of expressions in lower case. Acronyms in `known` are
    explained; those that are told are added to it, so that each is told once.
    """
    for sentence in sentences(text):
        if (words := count_words(sentence)) > MOST_WORDS:
            title = _("Sentence of %d words") % words
            yield Finding(
                title, sentence.strip(), _("Split it in two: up to 25 are read with ease.")
            )
        if sentence != sentence.upper():
            for acronym in {*ACRONYM.findall(sentence)} - KNOWN_ACRONYMS - known:
                if not ROMAN_NUMBER.fullmatch(acronym):
                    known.add(acronym)
                    yield Finding(_("Acronym"), acronym, _("Write its whole name the first time."))
    for expression in any_of(tuple(to_avoid)).findall(text) if to_avoid else ():
        instead = to_avoid.get(" ".join(expression.lower().split()), "")
        yield Finding(_("Word to avoid"), expression, _("Better: %s.") % instead if instead else "")


@lru_cache(maxsize=4)
def any_of(expressions: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any of these expressions as whole words, in capitals or not."""
    longest_first = sorted(expressions, key=len, reverse=True)
    parts = (r"\s+".join(map(re.escape, each.split())) for each in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def hint_of_link(words: str) -> Iterator[Finding]:
    """Yield the hint for a link whose words do not say where it leads, if they do not."""
    if words.strip(" .:…»«()[]").lower() in SAYS_NOTHING:
        yield Finding(
            _("Link that does not say where it leads"), words, _("Name what it leads to.")
        )
