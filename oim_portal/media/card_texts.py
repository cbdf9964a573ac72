"""Words in a picture: in the largest of some sizes in which they fit, and cut only at their end."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont

FOLDER = Path(__file__).parent / "typefaces"
SERIF, SANS = FOLDER / "serif" / "portal-serif.ttf", FOLDER / "sans" / "portal-sans.ttf"
LEADING = 1.2  # from one line to the next, in em
# One mark on a letter: a tower of them would grow out of its line.
MORE_MARKS = re.compile(r"(?<=[\u0300-\u036f])[\u0300-\u036f]+")
NO_SIGN = "\U0010ffff"  # a noncharacter, of which no typeface has a glyph


@cache
def font_of(face: Path, size: int) -> Font:
    return ImageFont.truetype(face, size)


@cache
def glyph(face: Path, sign: str) -> bytes:
    return bytes(font_of(face, 20).getmask(sign))


def drawable(words: str, face: Path) -> str:
    """Return the words that a typeface can write, with single blanks.

    It leaves a word out whole: a box in the place of a letter, as of Arabic, says nothing.
    """
    known = MORE_MARKS.sub("", unicodedata.normalize("NFC", words)).split()
    lacking = glyph(face, NO_SIGN)
    return " ".join(
        word for word in known if not any(glyph(face, sign) == lacking for sign in set(word))
    )


@dataclass(frozen=True)
class Lines:
    """Words in lines of one size; `height` has room for every sign of the typeface."""

    lines: tuple[str, ...]
    font: Font

    @property
    def leading(self) -> int:
        return round(self.font.size * LEADING)

    @property
    def width(self) -> int:
        return round(max(map(self.font.getlength, self.lines), default=0))

    @property
    def height(self) -> int:
        return self.leading * (len(self.lines) - 1) + sum(self.font.getmetrics())


def fit(words: str, face: Path, sizes: tuple[int, ...], width: int, height: int) -> Lines:
    """Return words in the largest size in which they fit into so many pixels.

    In the smallest, a word that is too long goes on in the next line, and '…' stands for the rest.
    """
    words = drawable(words, face)
    for size in sizes:
        font = font_of(face, size)
        lines = Lines(tuple(wrapped(words, font, width, breaks=size == sizes[-1])), font)
        if lines.width <= width and lines.height <= height:
            return lines
    room = max(1, (height - sum(font.getmetrics())) // lines.leading + 1)
    last = lines.lines[room - 1]
    while font.getlength(f"{last}…") > width:
        last = last[:-1].rstrip()
    return Lines((*lines.lines[: room - 1], f"{last}…"), font)


def wrapped(words: str, font: Font, width: int, *, breaks: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".lstrip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            longer = word
        while breaks and font.getlength(longer) > width:
            end = len(longer) - 1
            while end > 1 and font.getlength(longer[:end]) > width:
                end -= 1
            lines.append(longer[:end])
            longer = longer[end:]
        line = longer
    return [*lines, line] if line else lines
