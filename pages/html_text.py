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


def text_of_html(html: str) -> str:
    """Return the text of HTML: tags taken away, references resolved."""
    return resolved(TAG.sub("", html))


def resolved(text: str) -> str:
    """Return a text with the signs that `&amp;` or `&#64;` stand for."""
    return unescape(ENDLESS_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text))


def plain(html: str) -> str:
    """Return the text of HTML in one line."""
    return " ".join(text_of_html(END_OF_BLOCK.sub(" ", html)).split())
