"""Plain text of HTML, without its markup.

For any input, in linear time: Django's `strip_tags` refuses some of what people may write, Python's
`html.parser` fails at `<![x]>` and `html.unescape` at a reference of 5,000 digits, and a title that
contains one is on every page. The result is text, which templates must escape.
"""

import re
from html import unescape

# A `<` begins a tag only before a letter, as for browsers: 'a < b' is text.
TAG = re.compile(r"<(?:/?[a-zA-Z]|[!?])[^<>]*>")
# Tags that separate words.
END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6])>|<br */?>")
# Beyond every code point, and beyond the number of digits that Python converts to an integer.
ENDLESS_REFERENCE = re.compile(r"&#[0-9]{20,};?")
# Invisible characters: white space, controls, and those that Unicode calls default ignorable (soft
# hyphens, joiners, marks of direction, fillers, variation selectors); the blank braille pattern.
UNSEEN = (
    r"\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb\ufffe\uffff\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
SEEN = re.compile(f"[^{UNSEEN}]")


def text_of_html(html: str) -> str:
    """Return the text of HTML: without tags, with character references resolved."""
    return resolved(TAG.sub("", html))


def shows(text: str) -> bool:
    """Return whether a text has a visible character."""
    return bool(SEEN.search(text))


def shows_html(html: str) -> bool:
    """Return whether HTML has visible content: `<p data-block-key="x">&nbsp;</p>` has none."""
    return shows(text_of_html(html)) or "<embed" in html


def resolved(text: str) -> str:
    """Replace character references such as `&amp;` or `&#64;` by their characters."""
    return unescape(ENDLESS_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))


def plain(html: str) -> str:
    """Return the text of HTML in one line."""
    return " ".join(text_of_html(END_OF_BLOCK.sub(" ", html)).split())
