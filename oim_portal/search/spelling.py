"""Spelling corrections ('did you mean'), made of words in published text."""

from difflib import SequenceMatcher

from wagtail.models import Site

from . import statements
from .engine import run
from .statements import filled
from .tokens import ParsedSearch, unaccent, without_stop_words

CANDIDATES = 8
SHORTEST = 4  # letters; shorter words are similar to too many others
LEAST_ALIKE = 0.75  # “conduct” is not what “contact” was meant to be


def correction(asked: ParsedSearch, language: str, site: Site) -> str:
    """Return the search with words that no public text contains replaced by similar ones that do.

    '' if there is nothing to correct.
    """
    words = asked.words
    known = known_words(words, language, site)
    better = [
        word if word in known or len(word) < SHORTEST else nearest(word, language, site) or word
        for word in words
    ]
    return " ".join(better) if better != words else ""


def known_words(words: list[str], language: str, site: Site) -> set[str]:
    """Return the words that public text contains in any form, and stop words."""
    values = {"language": language, "words": words, "root": site.root_page.path}
    rows = run(filled(statements.OCCURRING), values)
    common = set(words) - set(without_stop_words(words, language))
    return common | {word for (word,) in rows}


def nearest(word: str, language: str, site: Site) -> str:
    """Return the most similar word of public text, or ''.

    Candidates are checked one by one until one is public: the check is slow for frequent words.
    """
    plain = unaccent(word)
    alike = {"language": language, "plain": plain, "most": CANDIDATES}
    found = {
        row[0]: similarity(plain, unaccent(row[0]))
        for row in run(filled(statements.SPELLINGS), alike)
    }
    near = sorted(
        (each for each in found if found[each] >= LEAST_ALIKE), key=found.get, reverse=True
    )
    public = (each for each in near if is_public(each, language, site))
    return next(public, "")


def is_public(word: str, language: str, site: Site) -> bool:
    values = {"language": language, "word": word, "root": site.root_page.path}
    return run(filled(statements.STILL_OCCURS), values)[0][0]


def similarity(one: str, other: str) -> float:
    """Return the similarity of two words, from 0 to 1."""
    return SequenceMatcher(None, one, other).ratio()
