"""Names of files as they are stored."""

import os

# File systems take 255 bytes, Django adds up to 8 characters, and one character can be 4 bytes.
MAX_STEM = 50


def short_name(name: str) -> str:
    """The file name without its folders, shortened before its ending where it is too long."""
    stem, extension = os.path.splitext(os.path.basename(name))
    return stem[:MAX_STEM] + extension[:10]
