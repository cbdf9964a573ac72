"""The text of HTML, without its markup.

For any text at all, in a time that grows with its length: Django's `strip_tags` refuses some of
what people may write, Python's `html.parser` fails at `<![x]>` and `html.unescape` at a reference
of 5,000 digits, and a title that holds one is on every page. What comes out is text, for templates
to escape.
"""

import re
from html import unescape

# A `<` begins a tag only before a letter, as for browsers: 'a < b' is text.
TAG = re.compile(r"<(?:/?[a-zA-Z]|[!?])[^<>]*>")
# After these, words do not run on into the next ones.
END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6])>|<br */?>")
# Beyond every sign that there is, and beyond the digits that Python reads as a number.
ENDLESS_REFERENCE = re.compile(r"&#[0-9]{20,};?")
# White space, controls, and what Unicode has to be ignored where it cannot be shown: soft hyphens,
# joiners, marks of direction, fillers, selectors of variants; the braille pattern without a dot.
UNSEEN = (
    r"\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb\ufffe\uffff\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
SEEN = re.compile(f"[^{UNSEEN}]")


def text_of_html(html: str) -> str:
    """Return the text of HTML: tags taken away, references resolved."""
    return resolved(TAG.sub("", html))


def shows(text: str) -> bool:
    """Say whether a reader sees anything of a text."""
    return bool(SEEN.search(text))


def shows_html(html: str) -> bool:
    """Say whether a reader sees anything: `<p data-block-key="x">&nbsp;</p>` shows nothing."""
    return shows(text_of_html(html)) or "<embed" in html


def resolved(text: str) -> str:
    """Return a text with the signs that `&amp;` or `&#64;` stand for."""
    return unescape(ENDLESS_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))


def plain(html: str) -> str:
    """Return the text of HTML in one line."""
    return " ".join(text_of_html(END_OF_BLOCK.sub(" ", html)).split())
