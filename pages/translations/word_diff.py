"""Word diff of two versions of a text."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Above this number of words, frequent ones (spaces, 'de') are not used as anchors: a text that
# repeats one word would take cubic time.
MAX_WORDS = 400


@dataclass(frozen=True)
class Part:
    """A piece of a text; `changed` if the other version lacks it."""

    words: str
    changed: bool


def compare(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return both versions in parts, with removals marked in the first, additions in the second."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left, right = [], []
    is_long = max(len(old), len(new)) > MAX_WORDS
    for kind, *ends in SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes():
        removed, added = "".join(old[ends[0] : ends[1]]), "".join(new[ends[2] : ends[3]])
        if removed:
            left.append(Part(removed, kind != "equal"))
        if added:
            right.append(Part(added, kind != "equal"))
    return left, right
