"""What counts as text that can be understood."""

import codecs

# Those of Python's codecs, by its own names, in which forms are written. Others are no text
# ('base64'), fail at any ('undefined', 'idna'), or make of ASCII what no database holds ('utf-7',
# 'unicode_escape'): Django would try them all.
CHARSETS = {"utf-8", "ascii", "iso8859-1", "cp1252"}


def is_charset(name: str) -> bool:
    """Say whether a request may name this charset; one that nobody knows is passed over."""
    try:
        return codecs.lookup(name).name in CHARSETS
    except LookupError:
        return True
    except ValueError:  # a NUL byte in it
        return False


def is_readable(data: bytes) -> bool:
    """Say whether bytes are UTF-8 without a NUL byte, which PostgreSQL takes in no text."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
