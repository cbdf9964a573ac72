"""Scans of a JPEG: how often its decoder goes through all pixels.

A scan can be 61 bytes long, so a file of 20 MB can ask for hours.
"""

import re

# The markers that a segment follows, and the end. Not stuffed bytes (00), fill bytes (FF), restarts
# and the beginning (D0 to D8), nor those that are reserved: libjpeg looks for the next one there.
MARKER = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
END_OF_IMAGE = 0xD9
START_OF_SCAN = 0xDA


def has_more_scans(data: bytes, limit: int) -> bool:
    """Return whether a JPEG has more scans than so, read as libjpeg reads it.

    What stands within segments (such as a thumbnail in EXIF) and behind the first picture (such as
    a telephone's second one) is not decoded, so it does not count.
    """
    scans = position = 0
    while match := MARKER.search(data, position):
        code, position = match[1][0], match.end()
        if code == END_OF_IMAGE:
            return False
        if code == START_OF_SCAN:
            scans += 1
            if scans > limit:
                return True
        # The length counts its own two bytes; libjpeg goes on behind them where it is less.
        position += max(2, int.from_bytes(data[position : position + 2], "big"))
    return False
