"""What the portal keeps of a picture: pixels and colours, never who took it or where."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import ExifTags, Image, ImageCms
from wagtail.images.models import Filter

from oim_portal.media.models import PortalImage
from oim_portal.media.pictures import clean_picture
from oim_portal.settings.upload_limits import MAX_IMAGE_SIDE

from .hostile_pictures import claiming
from .pictures import AUTHOR, FORMATS, PLACE, encoded, profile, scene, telling_picture, upload

pytestmark = pytest.mark.django_db

RENDITIONS = [
    "original",
    "max-32x32",
    "width-24",
    "fill-30x20|format-jpeg",
    "scale-50|format-png",
    "min-20x20|format-webp",
    "fill-24x24-c100|format-webp-lossless",
    "height-24|format-avif",
]


def what_it_tells(data: bytes) -> set[str]:
    """Names of everything in a picture's bytes that is neither pixels nor colour profile."""
    found = {word for word in (AUTHOR, PLACE, "GPSLatitude") if word.encode() in data}
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        exif = picture.getexif()
        found |= {f"exif {tag}" for tag in exif}
        found |= {f"gps {tag}" for tag in exif.get_ifd(ExifTags.IFD.GPSInfo)}
        about = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Author"}
        found |= {name for name in about if picture.info.get(name)}
        found |= set(getattr(picture, "text", {}))
    return found


def stored(image) -> bytes:
    """The bytes that lie in the storage for an image or a rendition."""
    with image.file.storage.open(image.file.name) as file:
        return file.read()


def is_upright(data: bytes) -> bool:
    """Whether the red quarter of `scene` is above left."""
    with Image.open(BytesIO(data)) as picture:
        picture = picture.convert("RGB")
        width, height = picture.size
        left = picture.getpixel((width // 4, height // 4))
        others = [
            picture.getpixel((3 * width // 4, height // 4)),
            picture.getpixel((width // 4, 3 * height // 4)),
        ]
    return left[0] > 200 > left[2] and all(pixel[2] > 200 > pixel[0] for pixel in others)


@pytest.fixture(scope="module")
def telling_pictures():
    """One picture of each format, made once."""
    return {extension: telling_picture(extension) for extension in FORMATS}


@pytest.mark.parametrize("extension", FORMATS)
def test_the_pictures_of_these_tests_do_carry_author_and_position(telling_pictures, extension):
    told = what_it_tells(telling_pictures[extension])
    assert AUTHOR in told
    assert any(name.startswith("gps") for name in told)


@pytest.mark.parametrize("extension", FORMATS)
def test_no_original_tells_who_took_it_or_where(telling_pictures, extension):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures[extension], f"feria.{extension}")
    )
    assert what_it_tells(stored(image)) == set()


@pytest.mark.parametrize("extension", FORMATS)
def test_no_rendition_tells_who_took_it_or_where(telling_pictures, extension):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures[extension], f"feria.{extension}")
    )
    told = {spec: what_it_tells(stored(image.get_rendition(spec))) for spec in RENDITIONS}
    assert told == {spec: set() for spec in RENDITIONS}


@pytest.mark.parametrize("extension", FORMATS)
def test_the_colour_profile_is_kept_in_original_and_renditions(telling_pictures, extension):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures[extension], f"feria.{extension}")
    )
    for picture in (image, image.get_rendition("width-24")):
        assert Image.open(BytesIO(stored(picture))).info["icc_profile"] == profile()


# The pixels as a camera in that position writes them.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def photo(extension: str, orientation: int) -> bytes:
    """A photo of `scene` by a camera that was held so."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    turned = scene(size=(64, 48))
    if orientation in TURNS:
        turned = turned.transpose(TURNS[orientation])
    return encoded(turned, extension, exif=exif.tobytes())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_stored_upright(orientation):
    image = PortalImage.objects.create(
        title="Feria", file=upload(photo("jpg", orientation), "feria.jpg")
    )
    image.refresh_from_db()
    assert (image.width, image.height) == (64, 48)
    assert is_upright(stored(image))


@pytest.mark.parametrize("extension", sorted({*FORMATS} - {"jpg"}))
@pytest.mark.parametrize("orientation", [2, 6, 7])
def test_a_picture_of_every_format_is_upright_and_says_no_orientation(extension, orientation):
    kept = clean_picture(upload(photo(extension, orientation), f"a.{extension}")).getvalue()
    assert is_upright(kept)
    assert ExifTags.Base.Orientation not in Image.open(BytesIO(kept)).getexif()


def test_a_heic_picture_is_kept_as_jpeg_because_browsers_do_not_show_heic():
    image = PortalImage.objects.create(
        title="Feria", file=upload(encoded(scene(), "heic"), "IMG_0001.HEIC")
    )
    assert image.file.name.endswith(".jpg")
    assert Image.open(BytesIO(stored(image))).format == "JPEG"


def test_a_heic_picture_with_transparent_parts_stays_transparent():
    picture = scene("RGBA")
    picture.putalpha(0)
    image = PortalImage.objects.create(
        title="Logo", file=upload(encoded(picture, "heic"), "logo.heic")
    )
    with Image.open(BytesIO(stored(image))) as kept:
        assert kept.format == "WEBP"
        assert kept.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_long_picture_is_stored_no_longer_than_the_limit():
    image = PortalImage.objects.create(
        title="Mural", file=upload(encoded(scene(size=(5000, 1000)), "jpg"), "mural.jpg")
    )
    image.refresh_from_db()
    assert (image.width, image.height) == (MAX_IMAGE_SIDE, 819)
    assert Image.open(BytesIO(stored(image))).size == (MAX_IMAGE_SIDE, 819)


@pytest.mark.parametrize("size", [(7_000, 6_000), (12_500, 10_000)])
@pytest.mark.parametrize("extension", FORMATS)
def test_too_many_pixels_are_refused_by_the_header_alone(extension, size):
    # The pixels are not there: whoever decoded these files would learn so much later.
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload(claiming(extension, *size), f"mural.{extension}"))
    assert refused.value.code == "too_many_pixels"
    assert "40" in refused.value.messages[0]


def test_as_many_pixels_as_are_allowed_are_not_refused_by_the_header():
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload(claiming("png", 8_000, 5_000), "mural.png"))
    assert refused.value.code == "damaged_image"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_every_kind_of_jpeg_and_png_becomes_a_picture_that_browsers_show(mode):
    extension = "jpg" if mode == "CMYK" else "png"
    image = PortalImage.objects.create(
        title="Feria", file=upload(encoded(scene(mode), extension), f"feria.{extension}")
    )
    with Image.open(BytesIO(stored(image))) as kept:
        assert kept.mode in ("L", "RGB")
    if mode in ("P", "RGB", "CMYK"):
        assert is_upright(stored(image))


def test_a_palette_with_transparency_stays_transparent():
    picture = scene("P")
    picture.info["transparency"] = picture.getpixel((0, 0))
    image = PortalImage.objects.create(
        title="Logo",
        file=upload(encoded(picture, "png", transparency=picture.getpixel((0, 0))), "l.png"),
    )
    with Image.open(BytesIO(stored(image))) as kept:
        assert kept.mode == "RGBA"
        assert kept.getpixel((0, 0))[3] == 0
        assert kept.getpixel((60, 40))[3] == 255


def test_sixteen_bits_of_grey_become_eight_without_blowing_out():
    picture = Image.new("I;16", (20, 10), 32768)
    image = PortalImage.objects.create(
        title="Radiografía", file=upload(encoded(picture, "png"), "radiografia.png")
    )
    with Image.open(BytesIO(stored(image))) as kept:
        assert kept.mode == "L"
        assert kept.getpixel((3, 3)) in (127, 128)


def test_a_broken_colour_profile_is_left_out():
    data = encoded(scene(), "jpg", icc_profile=b"not a profile" * 20)
    image = PortalImage.objects.create(title="Feria", file=upload(data, "feria.jpg"))
    assert "icc_profile" not in Image.open(BytesIO(stored(image))).info
    assert is_upright(stored(image))


def test_a_profile_as_large_as_a_small_picture_is_applied_instead_of_kept():
    large = profile() + bytes(40_000)
    large = len(large).to_bytes(4, "big") + large[4:]
    data = encoded(scene(), "jpg", icc_profile=large)
    image = PortalImage.objects.create(title="Feria", file=upload(data, "feria.jpg"))
    assert "icc_profile" not in Image.open(BytesIO(stored(image))).info
    assert is_upright(stored(image))


def test_a_profile_of_another_colour_space_is_left_out():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = PortalImage.objects.create(
        title="Feria", file=upload(encoded(scene(), "jpg", icc_profile=lab), "feria.jpg")
    )
    assert "icc_profile" not in Image.open(BytesIO(stored(image))).info


def test_a_telephones_jpeg_with_a_second_picture_keeps_the_first():
    buffer = BytesIO()
    scene().save(buffer, "MPO", save_all=True, append_images=[scene("L").convert("RGB")])
    image = PortalImage.objects.create(title="Feria", file=upload(buffer.getvalue(), "feria.jpg"))
    with Image.open(BytesIO(stored(image))) as kept:
        assert kept.format == "JPEG"
        assert getattr(kept, "n_frames", 1) == 1


def test_what_is_said_of_a_file_is_said_of_what_is_kept(telling_pictures):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures["jpg"], "feria.jpg")
    )
    image.refresh_from_db()
    noted = (image.file_size, image.file_hash)
    image._set_image_file_metadata()
    assert noted == (image.file_size, image.file_hash)
    assert image.file_size == len(stored(image))


def test_the_same_picture_twice_is_recognised_as_the_same(telling_pictures):
    first, second = (
        PortalImage.objects.create(title=title, file=upload(telling_pictures["jpg"], "feria.jpg"))
        for title in ("Uno", "Dos")
    )
    assert first.file_hash == second.file_hash
    assert first.file.name != second.file.name


def test_a_picture_is_not_written_again_when_only_its_title_changes(telling_pictures):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures["jpg"], "feria.jpg")
    )
    before = (image.file.name, stored(image))
    image = PortalImage.objects.get(pk=image.pk)
    image.title = "Feria de servicios"
    image.save()
    image.refresh_from_db()
    assert (image.file.name, stored(image)) == before


def test_a_clean_picture_is_not_cleaned_twice(telling_pictures):
    once = clean_picture(upload(telling_pictures["webp"], "feria.webp"))
    assert clean_picture(once) is once


def test_a_file_replaced_by_code_is_cleaned_and_described_anew(telling_pictures):
    image = PortalImage.objects.create(
        title="Feria", file=upload(encoded(scene(size=(10, 10)), "png"), "feria.png")
    )
    image.file = upload(telling_picture("jpg", orientation=6), "otra.jpg")
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert what_it_tells(stored(image)) == set()
    assert (image.width, image.height) == (48, 64)
    assert image.file_size == len(stored(image))


def test_code_cannot_save_what_is_no_picture():
    with pytest.raises(ValidationError):
        PortalImage.objects.create(title="Hoja", file=upload(b"<html></html>", "hoja.jpg"))
    assert not PortalImage.objects.exists()


def test_neither_title_nor_rendition_tells_where_the_original_lies(telling_pictures):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures["jpg"], "feria.jpg")
    )
    folder, name = image.file.name.split("/")
    stem = name.partition(".")[0]
    rendition = image.get_rendition("fill-20x20|format-webp")
    assert folder == "original_images"
    assert len(stem) == 32
    assert "feria" not in image.file.name
    assert stem[:8] not in rendition.file.name
    assert rendition.file.name.endswith(".fill-20x20.format-webp.webp")


def test_a_replaced_picture_gets_new_addresses_for_its_renditions(telling_pictures):
    image = PortalImage.objects.create(
        title="Feria", file=upload(telling_pictures["jpg"], "feria.jpg")
    )
    first = image.generate_rendition_instance(Filter("width-20"), BytesIO(stored(image)))
    first.save()
    image.file = upload(telling_pictures["png"], "feria.png")
    image.save()
    image.renditions.all().delete()
    assert image.get_rendition("width-20").file.name.split(".")[0] != first.file.name.split(".")[0]


def test_the_description_is_kept_in_each_language_and_falls_back_to_spanish(telling_pictures):
    image = PortalImage.objects.create(
        title="IMG_0001",
        file=upload(telling_pictures["jpg"], "IMG_0001.jpg"),
        description_es="Dos personas conversan",
    )
    with override("en"):
        assert image.default_alt_text == "Dos personas conversan"
        image.description_en = "Two people talk"
        assert image.default_alt_text == "Two people talk"
    with override("es"):
        assert image.default_alt_text == "Dos personas conversan"
    assert image.descriptions == "Dos personas conversan Two people talk"


def test_a_title_is_never_proposed_as_alternative_text(telling_pictures):
    image = PortalImage.objects.create(
        title="IMG_0001", file=upload(telling_pictures["jpg"], "IMG_0001.jpg")
    )
    assert image.default_alt_text == ""
