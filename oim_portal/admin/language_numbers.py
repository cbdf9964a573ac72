"""Numbers that stand in one language of a page and not in another: '10 días', '15 working days'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# '10 000' and '10,000', as docs/editing/estilo.md has it; else '16:30', '1.5', '5/3/2024'.
NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:/]\d+)*")
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
    numbers = {code: {value_of(found) for found in NUMBER.finditer(texts[code])} for code in texts}
    common = set.intersection(*numbers.values()) if numbers else set()
    found = []
    for code, text in texts.items():
        told = set(common)
        for match in NUMBER.finditer(text):
            if value_of(match) in told:
                continue
            told.add(value_of(match))
            start = text.rfind(" ", 0, max(match.start() - AROUND, 0)) + 1
            end = text.find(" ", match.end() + AROUND)
            after = text[match.end() : end if end >= 0 else None]
            found.append(NumberApart(code, text[start : match.start()], match[0], after))
    return found[:MOST]


def value_of(match: re.Match) -> str:
    """Return a number's digits, without signs, which differ; 'años 80' is '1980s' in English."""
    digits = re.sub(r"^0+(?=\d)|\D", "", match[0])
    is_decade = match.string.endswith("años ", 0, match.start()) and re.fullmatch("[2-9]0", digits)
    return f"19{digits}" if is_decade else digits
