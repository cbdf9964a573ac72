"""Numbers that stand in one language of a page and not in another: '10 días', '15 working days'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
MOST = 8  # more, and a language is being rewritten
AROUND = 24  # letters of context on each side


@dataclass(frozen=True)
class NumberApart:
    """A number that one language alone has, within the words around it."""

    language: str
    before: str
    number: str
    after: str


def numbers_apart(texts: Mapping[str, str]) -> list[NumberApart]:
    """Return what each language has alone, of plain texts by code; each number once."""
    numbers = {code: {digits(found[0]) for found in NUMBER.finditer(texts[code])} for code in texts}
    common = set.intersection(*numbers.values()) if numbers else set()
    found = []
    for code, text in texts.items():
        told = set(common)
        for match in NUMBER.finditer(text):
            if digits(match[0]) in told:
                continue
            told.add(digits(match[0]))
            start = text.rfind(" ", 0, max(match.start() - AROUND, 0)) + 1
            end = text.find(" ", match.end() + AROUND)
            after = text[match.end() : end if end >= 0 else None]
            found.append(NumberApart(code, text[start : match.start()], match[0], after))
    return found[:MOST]


def digits(number: str) -> str:
    """Return a number without its signs, which differ: '1.500' and '1,500', '2,5' and '2.5'."""
    return re.sub(r"\D", "", number)
