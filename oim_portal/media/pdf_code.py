"""Detection of scripts in PDF files, and of actions that start a program.

The objects of a PDF are plain bytes or compressed in object streams, in any order, and found by
tables of offsets, which a file may use to point anywhere. So names are searched in all bytes,
whatever they seem to be part of, and in all streams that look like object streams once they are
decompressed, whatever stands before them.
"""

import re
import zlib
from collections.abc import Iterator

from .document_errors import NOT_SEEN_THROUGH, WITH_SCRIPT, refusal

# Limits for decompressed bytes and streams of a file: an ordinary one of 20 MB has less than a
# tenth.
MAX_UNPACKED = 64 * 1024 * 1024
MAX_STREAMS = 500_000
CHUNK = 16 * 1024
FIRST_BYTES = 64  # that tell whether a stream may be one of objects

SPACE = rb"[\0\t\n\f\r ]"
GAP = rb"(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])"  # or a comment
# A name extends to whitespace, a delimiter or the end.
END = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
REFERENCE = rb"\d+" + SPACE + rb"+\d+" + SPACE + rb"+R"


def name(text: str) -> bytes:
    """Return a pattern for a name, whose letters may be escaped: /J#61vaScript is /JavaScript."""
    pieces = (f"(?:{each}|#(?i:{ord(each):02x}))" for each in text)
    return "".join(pieces).encode()


# Actions, and annotations that play Flash or a 3D scene with a script of its own.
NAMES = ("JavaScript", "Launch", "RichMedia", "OnInstantiate")
# XFA is a form made of scripts, instead of which most programs show a page that says so.
CODE = re.compile(
    rb"/(?:(?:%b)%b|%b%b*(?:\[|%b))"
    % (b"|".join(map(name, NAMES)), END, name("XFA"), SPACE, REFERENCE)
)
# An action that plays media, and its script.
RENDITION, SCRIPT = (re.compile(b"/" + name(each) + END) for each in ("Rendition", "JS"))
# A URL that contains what looks like a name: https://developer.mozilla.org/docs/Web/JavaScript
ADDRESS = re.compile(rb"\((?:https?:|www\.)[^\0\t\n\f\r ()<>\[\]{}%]*\Z", re.IGNORECASE)
LONGEST_ADDRESS = 2048
MAX_ADDRESSES = 1_000

STREAM = re.compile(rb"(end)?stream(?:\r\n|\n|\r)?")
# Keys in the dictionary of an object stream. Outlines have a 'First' too, which is a reference.
OBJECT_STREAM = re.compile(
    rb"/(?:%b%b|%b%b+(?!%b)\d)" % (name("ObjStm"), END, name("First"), GAP, REFERENCE)
)
# A predictor for pictures after the decompression, which prefixes each row with a byte and encodes
# differences. No program encodes objects with it.
OPTIONS = re.compile(rb"/(?:%b|%b)%b(?!%b*null)" % (name("DecodeParms"), name("DP"), END, SPACE))
FILTER = re.compile(rb"/%b(?:%b)?%b" % (name("F"), name("ilter"), END))
# An object stream begins with the numbers and offsets of its objects.
OBJECTS = re.compile(SPACE + rb"*\d+" + SPACE + rb"+\d")


def check_pdf(data: bytes) -> None:
    """Raise `ValidationError` if a PDF contains a script or starts a program.

    A file that hides its objects, by encryption or a rare compression, is refused too.
    """
    if has_code(data) or any(map(has_code, object_streams(data))):
        raise refusal(WITH_SCRIPT)


def has_code(data: bytes) -> bool:
    for number, match in enumerate(CODE.finditer(data)):
        before = data[max(0, match.start() - LONGEST_ADDRESS) : match.start()]
        if not ADDRESS.search(before) or number > MAX_ADDRESSES:
            return True
    return bool(RENDITION.search(data) and SCRIPT.search(data))


def object_streams(data: bytes) -> Iterator[bytes]:
    """Yield the decompressed object streams; uncompressed ones are plain bytes of the file.

    A dictionary that declares one may be cut by the word 'stream' in a string, and its keys may be
    references: then the stream itself is looked at.
    """
    left, end = MAX_UNPACKED, 0
    for number, match in enumerate(STREAM.finditer(data)):
        before = data[end : match.start()]
        end = match.end()
        if number > MAX_STREAMS:
            raise refusal(NOT_SEEN_THROUGH)
        if match[1]:
            continue
        is_declared = OBJECT_STREAM.search(before) and FILTER.search(before)
        if is_declared or OBJECTS.match(unpacked(data, end, FIRST_BYTES)):
            content = unpacked(data, end, left)
            left -= len(content)
            is_hidden = is_declared and (OPTIONS.search(before) or not OBJECTS.match(content))
            if left <= 0 or is_hidden:
                raise refusal(NOT_SEEN_THROUGH)
            yield content


def unpacked(data: bytes, start: int, limit: int) -> bytes:
    """Decompress at most `limit` bytes from an offset on, as far as they are intact."""
    unpacker, pieces = zlib.decompressobj(), []
    try:
        while limit > 0 and start < len(data) and not unpacker.eof:
            piece = unpacker.decompress(data[start : start + CHUNK], limit)
            pieces.append(piece)
            limit -= len(piece)
            start += CHUNK
    except zlib.error:
        pass  # readers show the part before the error, too
    return b"".join(pieces)
