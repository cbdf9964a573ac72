"""The words of a run of text in HTML, each with the inline tags around it."""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bs4 import BeautifulSoup, NavigableString, Tag

INLINE = {
    *("a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong"),
    *("sub", "sup", "time", "u"),
}
#: Elements that are shown as they are: their inside is not text.
WHOLE = {
    *("br", "button", "embed", "hr", "iframe", "img", "input", "object", "picture", "svg"),
    *("video", "wbr"),
}
# Numbers, times and dates are one word: '10:30', '1.500', '12/03/2026'.
WORD = re.compile(r"\s+|\d+(?:[.,:/]\d+)*|[^\W_]+(?:[-'’][^\W_]+)*|.", re.DOTALL)
# Less in common than this, and a run is shown once as it was and once as it will be.
LEAST_COMMON = 0.25
SHORT_RUN = 8  # words
MOST_COMPARISONS = 4_000_000
# A word of so few letters between two changes is part of one change.
SHORT_WORD = 3

Dress = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Word:
    """A word, a space, a sign or a whole element, with the inline tags around it, outermost first.

    Of a whole element, `text` is what tells it from others.
    """

    text: str
    dress: Dress = ()
    element: Tag | None = field(default=None, compare=False)

    @property
    def look(self) -> tuple[tuple[str, str], ...]:
        """The tags that readers notice, links with their target."""
        return tuple(
            (name, dict(attributes).get("href", ""))
            for name, attributes in self.dress
            if name not in ("span", "time")
        )


def is_run(element: Tag) -> bool:
    """Return whether an element holds running text and inline tags alone."""
    return element.name not in WHOLE and all(
        each.name in INLINE or is_inside_whole(each, element) for each in element.find_all(True)
    )


def is_inside_whole(element: Tag, end: Tag) -> bool:
    while element is not end and element is not None:
        if element.name in WHOLE:
            return True
        element = element.parent
    return False


def identity(element: Tag) -> str:
    """Return what tells an element that is shown whole from another: of pictures, file and text."""
    picture = element if element.name == "img" else element.find("img")
    if picture is None:
        return str(element)
    return f"<img {picture.get('src')} {picture.get('alt')}>"


def words_of(run: Tag) -> list[Word]:
    found = [*words_in(run, ())]
    while found and found[0].text == " ":
        found.pop(0)
    while found and found[-1].text == " ":
        found.pop()
    return found


def words_in(element: Tag, dress: Dress) -> Iterator[Word]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.name in WHOLE:
                yield Word(identity(child), dress, child)
            else:
                yield from words_in(child, (*dress, (child.name, attributes_of(child))))
        elif type(child) is NavigableString:
            for text in WORD.findall(child):
                yield Word(" " if text.isspace() else text, dress)


def attributes_of(tag: Tag) -> tuple[tuple[str, str], ...]:
    parts = tag.attrs.items()
    return tuple((name, " ".join(v) if isinstance(v, list) else v) for name, v in sorted(parts))


def text_of(words: Iterable[Word]) -> str:
    return "".join(word.text for word in words if word.element is None).strip()


def put(soup: BeautifulSoup, parent: Tag, words: Iterable[Word]) -> None:
    """Append words to an element, within the tags that they wear."""
    worn: Dress = ()
    inside: list[Tag] = []
    for word in words:
        common = 0
        while common < min(len(worn), len(word.dress)) and worn[common] == word.dress[common]:
            common += 1
        del inside[common:]
        for name, attributes in word.dress[common:]:
            tag = soup.new_tag(name, attrs=dict(attributes))
            (inside[-1] if inside else parent).append(tag)
            inside.append(tag)
        worn = word.dress
        element = copy.copy(word.element) if word.element else NavigableString(word.text)
        (inside[-1] if inside else parent).append(element)


def steps(old: list[Word], new: list[Word]) -> Iterator[tuple[bool, list[Word], list[Word]]]:
    """Yield the parts of two runs in order: whether they have the same words, and both sides."""
    if len(old) * len(new) > MOST_COMPARISONS:
        yield False, old, new
        return
    texts = [word.text for word in old], [word.text for word in new]
    found = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    common = sum(end - start for what, start, end, *_new in found if what == "equal")
    longest = max(len(old), len(new))
    if longest > SHORT_RUN and common < LEAST_COMMON * longest:
        yield False, old, new
        return
    parts: list[tuple[bool, list[Word], list[Word]]] = []
    for number, (what, a, b, c, d) in enumerate(found):
        is_same = what == "equal"
        if is_same and 0 < number < len(found) - 1:
            is_same = not is_too_short(old[a:b])
        if parts and not is_same and not parts[-1][0]:
            parts[-1] = (False, parts[-1][1] + old[a:b], parts[-1][2] + new[c:d])
        else:
            parts.append((is_same, old[a:b], new[c:d]))
    yield from parts


def is_too_short(words: list[Word]) -> bool:
    """Return whether words between two changes read better as part of one change."""
    said = [word.text for word in words if not word.text.isspace()]
    return not said or (
        len(said) == 1 and len(said[0]) <= SHORT_WORD and not said[0].isdigit() and "." not in said
    )
