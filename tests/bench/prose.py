"""Generated sentences with realistic word frequencies. The same seed gives the same text."""

import re
from random import Random

from .vocabulary import Names, Vocabulary, zipf

SLOT = re.compile(r"\{(\w+)\}")


class Writer:
    """Generates titles and paragraphs in one language."""

    def __init__(self, vocabulary: Vocabulary, random: Random) -> None:
        self.random = random
        self.vocabulary = vocabulary
        names = Names(random)
        words = {
            "noun": vocabulary.nouns,
            "verb": vocabulary.verbs,
            "quality": vocabulary.qualities,
        }
        self.choices = {slot: (found, zipf(len(found))) for slot, found in words.items()}
        self.choices["name"] = (names.all, names.weights)

    def title(self) -> str:
        return self._filled(self.random.choice(self.vocabulary.titles))

    def paragraph(self, sentences: int) -> str:
        patterns = self.random.choices(self.vocabulary.patterns, k=sentences)
        return " ".join(map(self._filled, patterns))

    def _filled(self, pattern: str) -> str:
        text = SLOT.sub(lambda match: self._word(match[1]), pattern)
        return text[:1].upper() + text[1:]

    def _word(self, slot: str) -> str:
        words, weights = self.choices[slot]
        return self.random.choices(words, cum_weights=weights)[0]
