"""Names of files as they are stored."""

import os
import re
import unicodedata

from oim_portal.settings.upload_limits import RENDITIONS

# File systems take 255 bytes, Django adds up to 8 characters, and one character can be 4 bytes.
MAX_STEM = 50
# What everybody may ask for. No longer than a column takes: file systems answer a longer name with
# an error, not with 'none'.
RENDITION_PATH = re.compile(RENDITIONS + r"/[\w-][\w.-]{0,99}\.(avif|jpg|png|webp)", re.ASCII)


def short_name(name: str) -> str:
    """The file name without its folders, shortened before its ending where it is too long.

    With whole letters: macOS sends 'ñ' as two characters, of which the storage drops the second.
    """
    stem, extension = os.path.splitext(os.path.basename(unicodedata.normalize("NFC", name)))
    return stem[:MAX_STEM] + extension[:10]
