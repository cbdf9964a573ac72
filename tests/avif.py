"""AVIF files built byte by byte, so that their boxes may contradict their pixels."""

import struct
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).parent / "data"
# Bitstreams of AV1, one colour each: what Pillow encodes of these sizes.
MEGAPIXELS_42 = DATA / "7000x6000.avif"
MEGAPIXELS_256 = DATA / "16000x16000.avif"
# The one item has the three properties; the decoder's configuration is essential.
ASSOCIATIONS = struct.pack(">IHB", 1, 1, 3) + b"\x01\x82\x03"


def box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + kind + data


def bitstream(data: bytes) -> bytes:
    """The AV1 data of an AVIF picture that Pillow wrote: the content of its last box."""
    return data[data.index(b"mdat") + 4 :]


def avif_of(stream: bytes, size: tuple[int, int], *, within_meta=False, pieces=1) -> bytes:
    """An AVIF picture of an AV1 bitstream whose boxes claim a size.

    The bitstream lies in `mdat`, or in a box within `meta`, in one or several pieces.
    """
    step = -(-len(stream) // pieces)
    extents = [(at, min(step, len(stream) - at)) for at in range(0, len(stream), step)]

    def meta(start: int) -> bytes:
        places = b"".join(struct.pack(">II", start + at, length) for at, length in extents)
        method = 1 if within_meta else 0
        item = struct.pack(">HHHH", 1, method, 0, len(extents)) + places
        properties = box(
            b"ipco",
            box(b"ispe", bytes(4), struct.pack(">II", *size)),
            box(b"av1C", b"\x81\x20\x00\x00"),
            box(b"pixi", bytes(4), b"\x03\x08\x08\x08"),
        )
        information = box(b"infe", b"\2\0\0\0", struct.pack(">HH", 1, 0), b"av01\0")
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", bytes(4), struct.pack(">H", 1)),
            box(b"iloc", b"\x01\0\0\0", b"\x44\0", struct.pack(">H", 1), item),
            box(b"iinf", bytes(4), struct.pack(">H", 1), information),
            box(b"iprp", properties, box(b"ipma", bytes(4), ASSOCIATIONS)),
            box(b"idat", stream) if within_meta else b"",
        )  # fmt: skip

    start = box(b"ftyp", b"avif", bytes(4), b"avifmif1miaf")
    if within_meta:
        return start + meta(0)
    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", stream)


def sequence_of_one_picture(data: bytes) -> bytes:
    """An AVIF sequence of two pictures without the second: neither an animation nor an item."""
    sequence = bytearray(data)

    def change(kind: bytes, at: int, value: Callable[[int], int]) -> None:
        start = sequence.index(kind) + at
        sequence[start : start + 4] = struct.pack(
            ">I", value(*struct.unpack_from(">I", sequence, start))
        )

    sizes = sequence.index(b"stsz")
    del sequence[sizes + 20 : sizes + 24]
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz"):
        change(kind, -4, lambda size: size - 4)
    for kind, at in ((b"stsz", 12), (b"stts", 12), (b"stsc", 16)):
        change(kind, at, lambda _count: 1)
    change(b"stco", 12, lambda offset: offset - 4)
    return bytes(sequence)
