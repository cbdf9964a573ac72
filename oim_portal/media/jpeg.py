"""Scans of a JPEG: how often its decoder passes over all pixels.

A scan can be 61 bytes long, so a file of 20 MB can take hours.
"""

import re

# Markers of segments, and of the end. Not stuffed bytes (00), fill bytes (FF), restarts and the
# beginning (D0 to D8), nor reserved ones: libjpeg continues to the next marker there.
MARKER = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
END_OF_IMAGE = 0xD9
START_OF_SCAN = 0xDA


def has_more_scans(data: bytes, limit: int) -> bool:
    """Return whether a JPEG has more scans than `limit`, parsed as libjpeg parses it.

    Content of segments (such as a thumbnail in EXIF) and behind the first picture (such as a
    phone's second one) is not decoded, so it does not count.
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
        # The length includes its own two bytes; libjpeg continues behind them if it is less.
        position += max(2, int.from_bytes(data[position : position + 2], "big"))
    return False
