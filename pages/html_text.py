"""The text of rich text, without its markup."""

import re
from html import unescape

from django.utils.html import strip_tags

# After these, words do not run on into the next ones.
END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6])>|<br */?>")


def plain(html: str) -> str:
    """Return the text of HTML in one line."""
    return " ".join(unescape(strip_tags(END_OF_BLOCK.sub(" ", html))).split())
