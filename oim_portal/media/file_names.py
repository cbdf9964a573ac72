"""Names of stored files."""

import os
import re
import unicodedata

from oim_portal.settings.upload_limits import RENDITIONS

# File systems take 255 bytes, Django adds up to 8 characters, and one character can be 4 bytes.
MAX_STEM = 50
# Paths of public files. No longer than the column: file systems respond to a longer name with an
# error instead of 'not found'.
RENDITION_PATH = re.compile(RENDITIONS + r"/[\w-][\w.-]{0,99}\.(avif|jpg|png|webp)", re.ASCII)


def short_name(name: str) -> str:
    """Return the file name without its folders, with a stem that is shortened if it is too long.

    In NFC: macOS sends 'ñ' as two characters, of which the storage drops the second.
    """
    stem, extension = os.path.splitext(os.path.basename(unicodedata.normalize("NFC", name)))
    return stem[:MAX_STEM] + extension[:10]
