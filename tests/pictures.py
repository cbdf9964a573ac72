"""Pictures generated in code, with all metadata that the portal must remove."""

from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from pillow_heif import register_heif_opener

register_heif_opener()

AUTHOR = "Rosa Fotografa Quispe"
PLACE = "Campamento Secreto"
FORMATS = ["avif", "heic", "jpg", "png", "webp"]
PILLOW_NAMES = {"avif": "AVIF", "heic": "HEIF", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}

XMP = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/"
 exif:GPSLatitude="0,10.8S" exif:GPSLongitude="78,28.1W">
<dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def scene(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture that shows which way is up: red above left, blue elsewhere."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF with an author, a camera and a position in Quito."""
    data = Image.Exif()
    data[ExifTags.Base.Artist] = AUTHOR
    data[ExifTags.Base.Copyright] = AUTHOR
    data[ExifTags.Base.ImageDescription] = PLACE
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "S",
            ExifTags.GPS.GPSLatitude: (0.0, 10.0, 48.0),
            ExifTags.GPS.GPSLongitudeRef: "W",
            ExifTags.GPS.GPSLongitude: (78.0, 28.0, 6.0),
        }
    )
    return data


@cache
def profile() -> bytes:
    """A colour profile that is really one (it holds the second in which it was made)."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def iptc() -> bytes:
    """A JPEG segment with IPTC's by-line and sub-location."""
    records = b""
    for number, text in ((80, AUTHOR), (92, PLACE)):
        value = text.encode()
        records += bytes([0x1C, 2, number]) + len(value).to_bytes(2, "big") + value
    block = b"8BIM\x04\x04\x00\x00" + len(records).to_bytes(4, "big") + records
    block += b"\x00" * (len(records) % 2)
    body = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def encoded(picture: Image.Image, extension: str, **options) -> bytes:
    """The bytes of a picture in the format of an extension."""
    buffer = BytesIO()
    picture.save(buffer, PILLOW_NAMES[extension], **options)
    return buffer.getvalue()


def telling_picture(
    extension: str, size: tuple[int, int] = (64, 48), orientation: int = 1
) -> bytes:
    """A picture with a profile, and with author and position in every way its format knows."""
    options = {"exif": exif(orientation).tobytes(), "icc_profile": profile(), "xmp": XMP}
    if extension == "png":
        text = PngInfo()
        text.add_text("Author", AUTHOR)
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options = {**options, "pnginfo": text}
        del options["xmp"]
    if extension == "jpg":
        options["comment"] = f"{AUTHOR}, {PLACE}".encode()
    data = encoded(scene(size=size), extension, **options)
    if extension == "jpg":
        data = data[:2] + iptc() + data[2:]
    return data


def upload(data: bytes, name: str) -> ContentFile:
    """The bytes as a file that can be given to a model."""
    return ContentFile(data, name=name)
