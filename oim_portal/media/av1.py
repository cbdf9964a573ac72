"""Sizes of the pictures in an AVIF file, as its AV1 bitstreams declare them.

libavif decodes a picture in the size of its bitstream and then scales it to that of the `ispe` box:
a box of 100 x 100 may precede 256 million pixels.
"""

import re
from collections.abc import Iterator

SEQUENCE_HEADER = 1
# Larger than any sequence header with all its operating points.
HEADER_BYTES = 1024


class Bits:
    """Reads integers of a given number of bits. Raises EOFError at the end."""

    def __init__(self, data: bytes, start: int = 0):
        self.data = data
        self.position = start * 8

    def read(self, count: int) -> int:
        end = self.position + count
        chunk = self.data[self.position // 8 : -(-end // 8)]
        if end > len(self.data) * 8:
            raise EOFError
        self.position = end
        return (int.from_bytes(chunk, "big") >> (-end % 8)) & ((1 << count) - 1)


def is_sequence(data: bytes) -> bool:
    """Return whether libavif takes the picture from an image sequence instead of an item.

    A sequence of a single frame is not animated for Pillow, but its bitstream is elsewhere in the
    file.
    """
    return data[8:12] != b"avif" and b"moov" in data


def coded_sizes(data: bytes) -> Iterator[int]:
    """Yield the number of pixels of each sequence header in the items of an AVIF file.

    Broken boxes and bitstreams end the search within them: the decoder itself refuses those.
    """
    within_meta = [match.end() for match in re.finditer(b"idat", data)]
    for box in re.finditer(b"iloc", data):
        for is_within_meta, extents in _items(Bits(data, box.end())):
            for start in within_meta if is_within_meta else [0]:
                places = [(start + at, start + at + length) for at, length in extents]
                yield from _sequence_sizes(b"".join(data[at:end] for at, end in places))


def _items(box: Bits) -> Iterator[tuple[bool, list[tuple[int, int]]]]:
    """Yield for each item whether it is within `meta`, and offset and length of its extents."""
    try:
        version, _flags = box.read(8), box.read(24)
        offset, length, base, index = (box.read(4) * 8 for _field in range(4))
        if version == 0:
            index = 0  # a reserved field
        wide = 32 if version > 1 else 16
        for _item in range(box.read(wide)):
            box.read(wide)  # its ID
            method = box.read(16) & 15 if version else 0
            box.read(16)  # the file that contains it: this one
            start = box.read(base)
            extents = []
            for _extent in range(box.read(16)):
                box.read(index)
                extents.append((start + box.read(offset), box.read(length)))
            yield method == 1, extents
    except EOFError:
        return


def _sequence_sizes(stream: bytes) -> Iterator[int]:
    """Yield the pixels of the sequence headers of a bitstream (AV1 specification, 5.3)."""
    position = 0
    try:
        while position < len(stream):
            header = Bits(stream, position)
            forbidden, kind, extended, sized = (header.read(count) for count in (1, 4, 1, 1))
            header.read(9 if extended else 1)
            length = _leb128(header) if sized else len(stream)
            start = header.position // 8
            if forbidden:
                return
            if kind == SEQUENCE_HEADER:
                yield _pixels(Bits(stream[start : start + min(length, HEADER_BYTES)]))
            position = start + length
    except EOFError:
        return


def _leb128(bits: Bits) -> int:
    value = 0
    for place in range(8):
        more, digits = bits.read(1), bits.read(7)
        value |= digits << (7 * place)
        if not more:
            break
    return value


def _pixels(header: Bits) -> int:
    """Return width times height of a sequence header (AV1 specification, 5.5)."""
    header.read(4)  # profile, still picture
    if header.read(1):  # reduced for a still picture
        header.read(5)
    else:
        _skip_operating_points(header)
    widths = [header.read(4) + 1 for _side in range(2)]
    width, height = (header.read(count) + 1 for count in widths)
    return width * height


def _skip_operating_points(header: Bits) -> None:
    delay_bits = 0
    if header.read(1):  # timing
        header.read(64)
        if header.read(1):
            _skip_uvlc(header)
        if header.read(1):  # decoder model
            delay_bits = header.read(5) + 1
            header.read(42)
    has_delays = header.read(1)
    for _point in range(header.read(5) + 1):
        header.read(12)
        if header.read(5) > 7:
            header.read(1)
        if delay_bits and header.read(1):
            header.read(2 * delay_bits + 1)
        if has_delays and header.read(1):
            header.read(4)


def _skip_uvlc(header: Bits) -> None:
    zeros = 0
    while not header.read(1):
        zeros += 1
    if zeros < 32:
        header.read(zeros)
