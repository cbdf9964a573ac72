"""Malicious, broken and unusual files that might be uploaded as pictures."""

import re
import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from .avif import DATA, MEGAPIXELS_42, MEGAPIXELS_256, avif_of, bitstream, sequence_of_one_picture
from .pictures import encoded, exif, scene

SCRIPT = b"<html><script>document.title = 'owned'</script></html>"
PHP = b"<?php system($_GET['c']); ?>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png_chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def raw_png(width: int, height: int, *, bits=8, colour=2, before=b"", rows=b"") -> bytes:
    """A PNG built byte by byte, so that it may be invalid."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + before
        + png_chunk(b"IDAT", zlib.compress(rows, 9))
        + png_chunk(b"IEND", b"")
    )


def zip_with_script() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return buffer.getvalue()


def moving(extension: str) -> bytes:
    frames = [scene(), scene().transpose(Image.Transpose.ROTATE_180)]
    return encoded(frames[0], extension, save_all=True, append_images=frames[1:])


def in_other_format(name: str) -> bytes:
    buffer = BytesIO()
    scene().save(buffer, name)
    return buffer.getvalue()


def jpeg_segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
    data = encoded(scene(), "jpg")
    return data[:2] + b"".join(segments) + data[2:]


def jpeg_with_scans(number: int, before: bytes = b"") -> bytes:
    """A progressive JPEG with this number of scans, with optional bytes before each."""
    data = encoded(scene(), "jpg", progressive=True)
    last = data.rindex(b"\xff\xda")
    repeated = number - data.count(b"\xff\xda")
    return data[:-2] + (before + data[last:-2]) * repeated + data[-2:]


def jpeg_of_size(width: int, height: int) -> bytes:
    """A JPEG whose header claims a size."""
    data = encoded(scene(), "jpg")
    start = data.index(b"\xff\xc0")
    return data[: start + 5] + struct.pack(">HH", height, width) + data[start + 9 :]


def claiming(extension: str, width: int, height: int) -> bytes:
    """A picture of 64 x 48 whose header claims another size."""
    if extension == "png":
        return raw_png(width, height)
    if extension == "jpg":
        return jpeg_of_size(width, height)
    data = encoded(scene(), extension)
    if extension == "webp":
        start = data.index(b"\x9d\x01\x2a") + 3
        return data[:start] + struct.pack("<HH", width, height) + data[start + 4 :]
    claimed = b"ispe" + bytes(4) + struct.pack(">II", width, height)
    return re.sub(rb"ispe.{12}", lambda _match: claimed, data, flags=re.DOTALL)


def png_with_script_in_text() -> bytes:
    text = PngInfo()
    text.add_text("Comment", SCRIPT.decode())
    return encoded(scene(), "png", pnginfo=text)


def claiming_a_stamp(heic: bytes) -> bytes:
    """A HEIC whose boxes claim 100 x 100, whatever its bitstream holds."""
    claimed = b"ispe" + bytes(4) + struct.pack(">II", 100, 100)
    return re.sub(rb"ispe.{12}", lambda _match: claimed, heic, flags=re.DOTALL)


def sound_but_strange() -> dict[str, tuple[str, bytes]]:
    """Unusual files that are accepted: description -> (file name, bytes)."""
    jpeg, png = encoded(scene(), "jpg"), encoded(scene(), "png")
    scans = jpeg_with_scans(1_000)
    thumbnail = jpeg_segment(0xE1, b"Exif\0\0" + scans)
    marks = jpeg_segment(0xFE, b"\xff\xda\0\2" * 500)
    restarting = encoded(scene(), "jpg", progressive=True, restart_marker_blocks=1)
    stream = bitstream(encoded(scene(), "avif"))
    wall = bitstream(MEGAPIXELS_42.read_bytes())
    broken_exif = jpeg_segment(0xE1, b"Exif\0\0" + b"\xff" * 80)
    pointer = b"\x69\x87\x04\0\x01\0\0\0\x08\0\0\0"  # to the block that it stands in
    looping_exif = jpeg_segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0" + pointer + bytes(4))
    rows16 = b"".join(b"\x00" + b"\xff\x00\x80\x00\x00\x00" * 20 for _ in range(10))
    return {
        "JPEG with a page behind it": ("a.jpg", jpeg + SCRIPT),
        "JPEG with an archive behind it": ("a.jpg", jpeg + zip_with_script()),
        "JPEG with a script in its comment": ("a.jpg", jpeg_with(jpeg_segment(0xFE, SCRIPT))),
        "JPEG with broken EXIF": ("a.jpg", jpeg_with(broken_exif)),
        "JPEG with EXIF that points to itself": ("a.jpg", jpeg_with(looping_exif)),
        "JPEG with a broken colour profile": ("a.jpg", encoded(scene(), "jpg", icc_profile=SCRIPT)),
        "JPEG in CMYK": ("a.jpg", encoded(scene("CMYK"), "jpg")),
        "JPEG named as PNG": ("a.png", jpeg),
        "JPEG with a position": ("a.jpg", encoded(scene(), "jpg", exif=exif())),
        "JPEG with a name that leads elsewhere": ("../../../etc/evil.jpg", jpeg),
        "JPEG with a script for a name": ("<script>alert(1)</script>.jpg", jpeg),
        "JPEG with a very long name": ("ñ" * 240 + ".jpg", jpeg),
        "JPEG with as many scans as are allowed": ("a.jpg", jpeg_with_scans(100)),
        "JPEG with a thumbnail of many scans": ("a.jpg", jpeg_with(thumbnail)),
        "JPEG with a comment of many scans": ("a.jpg", jpeg_with(marks)),
        "JPEG with a second one of many scans": ("a.jpg", jpeg + scans),
        "progressive JPEG with restart markers": ("a.jpg", restarting),
        "AVIF of 42 megapixels that claims a stamp": ("a.avif", avif_of(wall, (100, 100))),
        "AVIF whose data lie in pieces": ("a.avif", avif_of(stream, (64, 48), pieces=9)),
        "AVIF whose data lie within a box": ("a.avif", avif_of(stream, (64, 48), within_meta=True)),
        "PNG with a program behind it": ("a.png", png + PHP),
        "PNG with a script in its text": ("a.png", png_with_script_in_text()),
        "PNG of 16 bits in colour": ("a.png", raw_png(20, 10, bits=16, rows=rows16)),
        "PNG of 16 bits in grey": ("a.png", encoded(Image.new("I;16", (9, 9), 999), "png")),
        "PNG with a palette": ("a.png", encoded(scene("P"), "png")),
        "PNG of one bit": ("a.png", encoded(scene("1"), "png")),
        "PNG of one pixel": ("a.png", encoded(scene(size=(1, 1)), "png")),
        "PNG as thin as a hair": ("a.png", encoded(scene(size=(1, 20_000)), "png")),
    }  # fmt: skip


def unacceptable() -> dict[str, tuple[str, bytes]]:
    """Files that are refused: description -> (file name, bytes)."""
    jpeg, png = encoded(scene(), "jpg"), encoded(scene(), "png")
    webp, avif, heic = (encoded(scene(), name) for name in ("webp", "avif", "heic"))
    bomb = bitstream(MEGAPIXELS_256.read_bytes())
    png_claim = raw_png(20_000, 20_000)[8:33]
    heic_wall = (DATA / "7000x6000.heic").read_bytes()
    reserved = jpeg_with_scans(1_000, b"\xff\x02\xff\xff")
    frame, huge = (each[each.index(b"\xff\xc0") :] for each in (jpeg, jpeg_of_size(60_000, 60_000)))
    jpeg_claiming_twice = jpeg[: -len(frame)] + frame[:19] + huge
    stamp = (100, 100)
    picture_bomb = raw_png(12_500, 10_000, bits=1, colour=0, rows=bytes(15_000_000))
    huge_webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xfe\x3f\0\xfe\x3f\0"
    box = heic[heic.index(b"meta") - 4 :][:8]
    growing_svg = b'<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'
    text_bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20_000_000), 9))
    profile_bomb = png_chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(20_000_000), 9))
    return {
        "empty file": ("a.jpg", b""),
        "one byte": ("a.jpg", b"\xff"),
        "JPEG of two bytes": ("a.jpg", jpeg[:2]),
        "JPEG cut within its header": ("a.jpg", jpeg[:200]),
        "JPEG cut within its picture": ("a.jpg", jpeg[: len(jpeg) // 2 + 300]),
        "JPEG that claims 4,290 megapixels": ("a.jpg", jpeg_of_size(65_500, 65_500)),
        "JPEG that claims 42 megapixels": ("a.jpg", jpeg_of_size(7_000, 6_000)),
        "JPEG without height": ("a.jpg", jpeg_of_size(64, 0)),
        "JPEG with 101 scans": ("a.jpg", jpeg_with_scans(101)),
        "JPEG with 100,000 scans": ("a.jpg", jpeg_with_scans(100_000)),
        "JPEG with 1,000 scans and no end": ("a.jpg", jpeg_with_scans(1_000)[:-2]),
        "JPEG with fill bytes before its scans": ("a.jpg", jpeg_with_scans(1_000, b"\xff" * 9)),
        "JPEG with restarts before its scans": ("a.jpg", jpeg_with_scans(1_000, b"\xff\xd0")),
        "JPEG with rubbish before its scans": ("a.jpg", jpeg_with_scans(1_000, b"\0rubbish\xff\0")),
        "JPEG with reserved markers before its scans": ("a.jpg", reserved),
        "page with a JPEG's first bytes": ("a.jpg", jpeg[:4] + SCRIPT),
        "page named as JPEG": ("a.jpg", SCRIPT),
        "page named as JPEG and page": ("a.jpg.html", jpeg),
        "JPEG without ending": ("a", jpeg),
        "PNG of 125 megapixels in 15 kB": ("a.png", picture_bomb),
        "PNG larger than numbers go": ("a.png", raw_png(2**31 - 1, 2**31 - 1)),
        "PNG without size": ("a.png", raw_png(0, 0)),
        "PNG without pixels": ("a.png", raw_png(64, 64)),
        "PNG without its palette": ("a.png", raw_png(8, 8, colour=3)),
        "PNG cut short": ("a.png", png[: len(png) // 2]),
        "PNG with a wrong checksum": ("a.png", png[:40] + bytes([png[40] ^ 255]) + png[41:]),
        "PNG with a text bomb": ("a.png", raw_png(8, 8, before=text_bomb)),
        "PNG with a profile bomb": ("a.png", raw_png(8, 8, before=profile_bomb)),
        "PNG that moves": ("a.png", moving("png")),
        "WebP that moves": ("a.webp", moving("webp")),
        "AVIF that moves": ("a.avif", moving("avif")),
        "WebP cut short": ("a.webp", webp[: len(webp) // 2]),
        "WebP of a header and a page": ("a.webp", b"RIFF\xff\xff\x00\x00WEBPVP8 " + SCRIPT),
        "WebP that claims 268 megapixels": ("a.webp", huge_webp),
        "AVIF of 256 megapixels": ("a.avif", MEGAPIXELS_256.read_bytes()),
        "AVIF of 256 megapixels that claims a stamp": ("a.avif", avif_of(bomb, stamp)),
        "AVIF sequence of one picture": ("a.avif", sequence_of_one_picture(moving("avif"))),
        "AVIF cut short": ("a.avif", avif[: len(avif) - 40]),
        "AVIF of a header only": ("a.avif", avif[:32]),
        "HEIC of 42 megapixels": ("a.heic", heic_wall),
        "HEIC of 42 megapixels whose boxes claim less": ("a.heic", claiming_a_stamp(heic_wall)),
        "PNG whose first size is smaller": ("a.png", png[:33] + png_claim + png[33:]),
        "JPEG whose first size is smaller": ("a.jpg", jpeg_claiming_twice),
        "HEIC cut short": ("a.heic", heic[: len(heic) - 200]),
        "HEIC of a header and rubbish": ("a.heic", heic[:40] + b"\xfe" * 500),
        "HEIC with a box of four gigabytes": ("a.heic", heic.replace(box, b"\xff\xff\xff\xffmeta")),
        "SVG with a script": ("a.svg", SVG),
        "SVG named as PNG": ("a.png", SVG),
        "SVG that grows when it is read": ("a.png", growing_svg),
        "GIF": ("a.gif", in_other_format("GIF")),
        "GIF named as JPEG": ("a.jpg", in_other_format("GIF")),
        "TIFF named as JPEG": ("a.jpg", in_other_format("TIFF")),
        "BMP named as PNG": ("a.png", in_other_format("BMP")),
        "ICO named as PNG": ("a.png", in_other_format("ICO")),
        "PDF named as JPEG": ("a.jpg", in_other_format("PDF")),
        "PostScript named as JPEG": ("a.jpg", in_other_format("EPS")),
        "Photoshop named as JPEG": ("a.jpg", b"8BPS\0\x01" + bytes(60)),
        "program named as JPEG": ("a.jpg", b"MZ" + bytes(200)),
        "archive named as PNG": ("a.png", zip_with_script()),
    }  # fmt: skip
