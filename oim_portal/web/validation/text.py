"""Checks of encodings: which charsets and bytes can be decoded."""

import codecs

# The codecs of Python, by its own names, in which forms are encoded. Others are not text encodings
# ('base64'), always fail ('undefined', 'idna'), or decode ASCII to text that no database stores
# ('utf-7', 'unicode_escape'): Django would try them all.
CHARSETS = {"utf-8", "ascii", "iso8859-1", "cp1252"}


def is_charset(name: str) -> bool:
    """Return whether a request may name this charset; an unknown one is ignored."""
    try:
        return codecs.lookup(name).name in CHARSETS
    except LookupError:
        return True
    except ValueError:  # a NUL byte in it
        return False


def is_readable(data: bytes) -> bool:
    """Return whether bytes are UTF-8 without a NUL byte, which PostgreSQL stores in no text."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
