"""Find and replace in texts and rich texts: what matches, and the same text with another in place.

Only words and targets of links change, never markup. A match may run across bold or a link within a
line, never across lines or paragraphs. Soft hyphens and the kind of a blank make no difference; a
telephone number is also found as others write it, and as the target of a link.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining, normalize

from wagtail.whitelist import check_url

from oim_portal.web.characters import MARKS
from oim_portal.web.html_text import TAG, UNSEEN, resolved, text_of_html

from .internal_links import ANCHOR, HREF, telephone_url

TOKEN = re.compile(rf"{TAG.pattern}|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);|.", re.S)
CHARACTER = re.compile(r".", re.S)
INLINE = r"(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)"
INLINE_TAG = re.compile(rf"</?{INLINE}\b")
OPENING_TAG = re.compile(rf"<({INLINE})\b[^<>]*>")
BLANK = re.compile(r"[^\S\n]")
INVISIBLE = re.compile(rf"(?!\s)[{UNSEEN}]")
# An ñ is a letter of its own.
ACCENT = re.compile(f"(?!\u0303)[{MARKS}]")
NUMBER = re.compile(r"[+(]{0,2}[0-9](?:[ ().·‐‑‒–—-]{0,4}[0-9])*")
# Digits without which a number is too common to be looked for in other ways of writing.
FEWEST_DIGITS = 6
CONTEXT = 60


class Character(NamedTuple):
    """A character with its combining marks, as it is read, and where it stands in its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Match:
    """What was found, and the words around it in its line.

    It is not `is_certain` if the words are a number written in another way, or part of an address.
    """

    before: str
    found: str
    after: str
    new: str
    is_certain: bool
    is_target: bool = False


#: Asked for each match, in the order of the text; returns whether to replace it.
Choose = Callable[[Match], bool]


@dataclass(frozen=True)
class Wanted:
    """What is to be found, in which language ('' for all), how, and what takes its place."""

    text: str
    replacement: str = ""
    language: str = ""
    whole_words: bool = False
    exact_case: bool = False
    exact_accents: bool = False

    def fold(self, text: str) -> str:
        """Return a text in which what makes no difference is the same."""
        text = INVISIBLE.sub("", BLANK.sub(" ", text))
        text = normalize("NFD", text if self.exact_case else text.casefold())
        return text if self.exact_accents else ACCENT.sub("", text)

    @cached_property
    def folded(self) -> str:
        return self.fold(self.text)

    @cached_property
    def number(self) -> str:
        """The digits of a telephone number within the country; '' for any other text."""
        digits = national_digits(self.text) if NUMBER.fullmatch(self.text) else ""
        return digits if len(digits) >= FEWEST_DIGITS else ""

    @cached_property
    def may_be_address(self) -> bool:
        return bool(re.search("[@/]", self.text))

    @cached_property
    def place_in_replacement(self) -> int:
        return self.fold(self.replacement).find(self.folded)

    def may_be_in(self, text: str) -> bool:
        if self.number and self.number in re.sub("[^0-9]", "", text):
            return True
        ways = {text, resolved(text), text_of_html(text)}
        return any(self.folded in self.fold(each) for each in ways)


def national_digits(number: str) -> str:
    return re.sub("^(?:(?:00)?593|0)", "", re.sub("[^0-9]", "", number))


def replace_in(
    text: str, wanted: Wanted, choose: Choose, *, is_html: bool = False, is_address: bool = False
) -> str:
    """Return a text with the matches replaced that `choose` returns True for."""
    if not wanted.may_be_in(text):
        return text
    edits = []
    for line in lines_of(text, is_html):
        is_certain = wanted.may_be_address or not is_address
        for found, match in matches_in(line, wanted, is_certain, is_address):
            if choose(match):
                new = escape(wanted.replacement, quote=False) if is_html else wanted.replacement
                edits += edits_of(text, found, new)
    for tag in ANCHOR.finditer(text) if is_html else ():
        if href := HREF.search(tag[0]):
            address = resolved(href[1])
            new = replace_in_target(address, wanted, choose)
            if new != address:
                start = tag.start() + href.start(1)
                edits.append((start, start + len(href[1]), escape(new)))
    done, parts = 0, []
    for start, end, new in sorted(edits):
        if start >= done:  # else within a link that has lost its words
            parts += [text[done:start], new]
            done = end
    return "".join([*parts, text[done:]])


def replace_in_target(address: str, wanted: Wanted, choose: Choose) -> str:
    if not address.startswith("tel:"):
        other = replace_in(address, wanted, choose, is_address=True)
        return other if check_url(other) else address
    new = telephone_url(wanted.replacement)
    if not wanted.number or national_digits(address) != wanted.number or new in ("", address):
        return address
    return new if choose(Match("", address, "", new, is_certain=True, is_target=True)) else address


def lines_of(text: str, is_html: bool) -> Iterator[list[Character]]:
    """Yield the characters of each paragraph of rich text; any other text is yielded as one."""
    line: list[Character] = []
    for token in (TOKEN if is_html else CHARACTER).finditer(text):
        piece = token[0]
        if is_html and TAG.fullmatch(piece):
            if not INLINE_TAG.match(piece):
                yield line
                line = []
            continue
        read = resolved(piece) if is_html else piece
        start = token.start()
        if line and combining(read[0]) and line[-1].end == start:
            last = line.pop()
            start, read = last.start, last.text + read
        line.append(Character(start, token.end(), read))
    yield line


def matches_in(
    line: list[Character], wanted: Wanted, is_certain: bool, is_target: bool
) -> Iterator[tuple[list[Character], Match]]:
    """Yield each match in a line, with the characters that it covers, in their order."""
    parts = [wanted.fold(each.text) for each in line]
    folded = "".join(parts)
    owners = [number for number, part in enumerate(parts) for _sign in part]
    read = "".join(each.text for each in line)
    begins = [0]
    for each in line:
        begins.append(begins[-1] + len(each.text))
    end = 0
    for start, stop, is_same in sorted(spans_in(folded, wanted)):
        if start < end or not are_whole(owners, start, stop):
            continue
        first, last = owners[start], owners[stop - 1]
        at, after = begins[first], begins[last + 1]
        above = at - wanted.place_in_replacement
        says_so_already = above >= 0 and read.startswith(wanted.replacement, above)
        if is_same and wanted.place_in_replacement >= 0 and says_so_already:
            continue
        end = stop
        before, behind = read[max(0, at - CONTEXT) : at], read[after : after + CONTEXT]
        found, certain = read[at:after], is_certain and is_same
        match = Match(before, found, behind, wanted.replacement, certain, is_target)
        yield line[first : last + 1], match


def spans_in(folded: str, wanted: Wanted) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each match in a folded text, and whether its words are the same."""
    place = folded.find(wanted.folded)
    while place >= 0:
        end = place + len(wanted.folded)
        is_word = not (folded[place - 1 : place].isalnum() or folded[end : end + 1].isalnum())
        if is_word or not wanted.whole_words:
            yield place, end, True
        place = folded.find(wanted.folded, place + 1)
    for number in NUMBER.finditer(folded) if wanted.number else ():
        if national_digits(number[0]) == wanted.number and number[0] != wanted.folded:
            yield number.start(), number.end(), False


def are_whole(owners: list[int], start: int, end: int) -> bool:
    """Return whether a match in a folded text begins and ends with a character of the text."""
    edges = [(start - 1, start), (end - 1, end)]
    inner = [(a, b) for a, b in edges if a >= 0 and b < len(owners)]
    return all(owners[a] != owners[b] for a, b in inner)


def edits_of(text: str, found: list[Character], new: str) -> Iterator[tuple[int, int, str]]:
    """Yield what to replace for one match: start, end, and the new text.

    Where tags divide the match, the new words go into its longest part; a bold or a link that
    loses all its words goes with them.
    """
    parts: list[list[int]] = [[found[0].start, found[0].end, 1]]
    for above, each in pairwise(found):
        if each.start == above.end:
            parts[-1] = [parts[-1][0], each.end, parts[-1][2] + 1]
        else:
            parts.append([each.start, each.end, 1])
    longest = max(parts, key=lambda part: part[2])
    for part in parts:
        start, end = part[:2] if part is longest else with_its_tags(text, *part[:2])
        yield start, end, new if part is longest else ""


def with_its_tags(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a part of a rich text, widened by the inline tags that hold nothing else."""
    while (opening := text.rfind("<", 0, start)) >= 0:
        tag = OPENING_TAG.fullmatch(text, opening, start)
        if not tag or not text.startswith(f"</{tag[1]}>", end):
            break
        start, end = opening, end + len(tag[1]) + 3
    return start, end
