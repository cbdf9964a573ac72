"""Spelling corrections, made of words in published text."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail.models import Site

from . import statements
from .engine import run
from .statements import filled
from .tokens import ParsedSearch, unaccent, without_asking_words, without_stop_words

CANDIDATES = 8
SHORTEST, LONGEST = 4, 60  # letters; shorter words are similar to too many others
# One mistyped letter of four, two of ten: “conduct” is not what “contact” was meant to be.
LEAST_ALIKE = 0.8
LEAST_ALIKE_IF_SHORT = 0.75
MOST_CORRECTED = 3  # words of one search; more of them are nonsense, or another language


@dataclass(frozen=True)
class Spelling:
    """The words of a search that no public text has, and the search that may be meant, or ''."""

    unknown: tuple[str, ...] = ()
    correction: str = ""


def spelling(asked: ParsedSearch, language: str, site: Site) -> Spelling:
    """Return the spelling of a search, with similar words of public text for those it lacks.

    Words that staff list among the synonyms are spelt well, though no text may have them.
    """
    words = list(dict.fromkeys(without_asking_words(asked.words, language)))
    words = without_stop_words(words, language)
    values = {"language": language, "words": words, "root": site.root_page.path}
    rows = [row for row in run(filled(statements.OCCURRING), values) if not row[1]]
    unknown = tuple(word for word, _occurs, _listed in rows)
    doubtful = [word for word, _occurs, is_listed in rows if not is_listed]
    if len(doubtful) > MOST_CORRECTED:
        return Spelling(unknown)
    near = {word: nearest_of(word, language, site) for word in doubtful}
    better = {word: other for word, other in near.items() if other != word}
    return Spelling(unknown, asked.with_words(better) if better else "")


def nearest_of(word: str, language: str, site: Site, *, is_unfinished: bool = False) -> str:
    """Return the most similar word of public text, or that which begins most similarly.

    The word itself if none is similar enough, or if it is too short or too long for any. Candidates
    are checked one by one until one is public: the check is slow for frequent words.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return word
    plain = unaccent(word)
    alike = {"language": language, "plain": plain, "most": CANDIDATES}
    statement = statements.BEGINNINGS if is_unfinished else statements.SPELLINGS
    end = len(plain) if is_unfinished else None
    found = {
        each: similarity(plain, unaccent(each)[:end]) for (each,) in run(filled(statement), alike)
    }
    is_short = len(plain) == SHORTEST and not is_unfinished
    least = LEAST_ALIKE_IF_SHORT if is_short else LEAST_ALIKE
    near = sorted((each for each in found if found[each] >= least), key=found.get, reverse=True)
    public = (each for each in near if is_public(each, language, site))
    return next(public, word)


def is_public(word: str, language: str, site: Site) -> bool:
    values = {"language": language, "word": word, "root": site.root_page.path}
    return run(filled(statements.STILL_OCCURS), values)[0][0]


def similarity(one: str, other: str) -> float:
    """Return the similarity of two words, from 0 to 1; 0 if their lengths differ by three."""
    is_near = abs(len(one) - len(other)) < 3
    return SequenceMatcher(None, one, other).ratio() if is_near else 0
