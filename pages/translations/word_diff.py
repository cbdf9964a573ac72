"""Two versions of a text, word by word: what was taken away and what was added."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond so many, what is common (spaces, 'de') is no place to begin at: a text of one word that is
# repeated would take the cube of its length.
MOST_COMPARED = 400


@dataclass(frozen=True)
class Part:
    """A piece of a text; `changed` when the other version does not have it."""

    words: str
    changed: bool


def compare(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return both versions in pieces: in the first what was removed, in the second what is new."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left, right = [], []
    is_long = max(len(old), len(new)) > MOST_COMPARED
    for kind, *ends in SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes():
        removed, added = "".join(old[ends[0] : ends[1]]), "".join(new[ends[2] : ends[3]])
        if removed:
            left.append(Part(removed, kind != "equal"))
        if added:
            right.append(Part(added, kind != "equal"))
    return left, right
