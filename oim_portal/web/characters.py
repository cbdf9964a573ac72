"""Normalization of text: the characters that a stored text may contain.

The one rule for text that is typed, pasted, uploaded or posted. A text is Unicode NFC, without
control characters, non-characters, and signs that turn all text after them until another one ends
that: they come with pasted telephone numbers, and would turn what stands behind a title too. Line
separators become line breaks; these and tabs remain in a text of several lines. In a text of one
line they become a blank, and surrounding white space is removed. A text without a visible character
is empty, so that it falls back to the other language and fails validation in a required field.
Inside a text, blanks, joiners, single marks of direction and soft hyphens remain: people write with
them ('10 000' with a no-break space), and a URL with two blanks is another URL.

`web.text_columns` applies this to every column, `web.validation.encodings` to every form.
`for_xml` is for output, since SQL may have written any character.
"""

import re
from html import unescape
from unicodedata import combining, is_normalized, normalize

from .html_text import TAG, shows, shows_html

LINE_SEPARATORS = r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# Surrogates, and code points that Unicode will never assign.
NON_CHARACTERS = r"\ud800-\udfff\ufdd0-\ufdef" + "".join(
    rf"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# Zero-width spaces, embeddings, overrides and isolates of direction, annotations between lines.
FORMATS = r"\u200b\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
LINE_SEPARATOR = re.compile(LINE_SEPARATORS)
LINE_OR_TAB = re.compile(r"[\n\t]")
FORBIDDEN = re.compile(f"[{CONTROLS}{NON_CHARACTERS}{FORMATS}]")
UNCLEAN = re.compile(f"{LINE_SEPARATORS}|{FORBIDDEN.pattern}")
REFERENCE = re.compile(
    r"&#(?:(?=[0-9])0*+([0-9]{0,7})(?![0-9])"
    r"|[xX](?=[0-9a-fA-F])0*+([0-9a-fA-F]{0,6})(?![0-9a-fA-F]));?"
)
# Text that would become a tag once characters are removed, or in NFC: there the kelvin sign is a K,
# and a combining solidus after a `<` makes another character of both.
NEARLY_A_TAG = re.compile(rf"<(/?)(?:{FORBIDDEN.pattern}+|(?=[\u212a\u0338]))")
QUOTED = re.compile(r'"([^"]*)"')
# XML 1.0 has no reference for these either: one in a title would make the feed malformed.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Normalization sorts the combining marks of one letter, in quadratic time; UAX #15 calls a text
# with at most 30 of them stream-safe. No combining mark has a code point above this range.
MARKS = "".join(map(chr, filter(lambda sign: combining(chr(sign)), range(0x300, 0x1F000))))
THIRTY_MARKS = re.compile(f"([{MARKS}]{{30}})(?=[{MARKS}])")
GRAPHEME_JOINER = "\N{COMBINING GRAPHEME JOINER}"


def clean(text: str, *, lines: bool = False) -> str:
    """Return the text as it may be stored; `lines` allows line breaks and tabs."""
    text = characters(text)
    if not shows(text):
        return ""
    if lines:
        return text
    return " ".join(part for line in LINE_OR_TAB.split(text) if (part := line.strip()))


def clean_html(html: str) -> str:
    """Return rich text with clean words and attribute values; its tags stay as they are."""
    if is_unclean(html) or "&#" in html:
        html = NEARLY_A_TAG.sub(r"<\1 ", html)
        words = (REFERENCE.sub(clean_reference, characters(part)) for part in TAG.split(html))
        tags = [*map(clean_tag, TAG.findall(html)), ""]
        html = "".join(part for pair in zip(words, tags, strict=True) for part in pair)
    return html if shows_html(html) else ""


def clean_tag(tag: str) -> str:
    # Removed characters become blanks, so that two halves of an attribute do not become another
    # one.
    tag = UNCLEAN.sub(" ", tag)
    return QUOTED.sub(lambda value: f'"{characters(value[1])}"', tag)


def clean_reference(reference: re.Match) -> str:
    """Return a reference such as `&#64;`, or a blank if no text may contain the character."""
    digits, base = (reference[2], 16) if reference[1] is None else (reference[1], 10)
    number = int(digits or "0", base)
    character = chr(number) if number < 0x110000 else "\0"
    if "\x80" <= character <= "\x9f":
        # HTML decodes these as Windows-1252: `&#150;` is the dash that older editors wrote.
        character = unescape(f"&#{number};")
    return " " if UNCLEAN.match(character) else reference[0]


def characters(text: str) -> str:
    """Remove the characters that no text may contain; the result need not be visible."""
    if not is_unclean(text):
        return text
    text = FORBIDDEN.sub("", LINE_SEPARATOR.sub("\n", text))
    return normalize("NFC", stream_safe(text))


def is_unclean(text: str) -> bool:
    if UNCLEAN.search(text):
        return True
    return not text.isascii() and not is_normalized("NFC", stream_safe(text))


def stream_safe(text: str) -> str:
    """Return the text with at most 30 combining marks in a row; a joiner separates further ones."""
    return THIRTY_MARKS.sub(rf"\1{GRAPHEME_JOINER}", text)


def for_xml(text: object) -> str:
    """Return the text without characters that XML cannot represent, for feeds and spreadsheets."""
    return NOT_XML.sub("", str(text))


def for_header(text: object) -> str:
    """Return the text in one line without control characters, as mail headers require."""
    return " ".join(FORBIDDEN.sub("", LINE_SEPARATOR.sub(" ", str(text))).split())
