"""Whatever is uploaded as a picture: a good picture or a sentence, never an error, never code."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from oim_portal.media.decoding import reencode
from oim_portal.media.models import PortalImage
from oim_portal.media.picture_headers import UnacceptablePicture
from oim_portal.media.pictures import clean_picture

from .hostile_pictures import PHP, sound_but_strange, unacceptable
from .pictures import encoded, upload

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[1]
SOUND = sound_but_strange()
UNACCEPTABLE = unacceptable()


def add(client, name: str, data: bytes):
    """Upload on the admin's form for one picture."""
    fields = {"title": "Foto", "consent": "nobody", "collection": 1, "tags": ""}
    file = SimpleUploadedFile(name, data, "image/jpeg")
    return client.post(reverse("wagtailimages:add"), {**fields, "file": file})


def choose(client, name: str, data: bytes):
    """Upload within the window in which editors choose a picture."""
    fields = {"title": "Foto", "consent": "nobody", "collection": 1, "tags": ""}
    fields = {f"image-chooser-upload-{field}": value for field, value in fields.items()}
    fields["image-chooser-upload-file"] = SimpleUploadedFile(name, data, "image/jpeg")
    return client.post(reverse("wagtailimages_chooser:create"), fields)


def add_one_of_many(client, name: str, data: bytes):
    """Upload in the way that takes several pictures at once."""
    file = SimpleUploadedFile(name, data, "image/jpeg")
    fields = {"title": "Foto", "collection": 1, "files[]": file}
    return client.post(reverse("wagtailimages:add_multiple"), fields)


def assert_is_a_harmless_picture(file) -> None:
    data = file.storage.open(file.name).read()
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        assert picture.format in ("AVIF", "JPEG", "PNG", "WEBP")
    for code in (b"<script", b"PK\x03\x04", PHP):
        assert code not in data


def test_there_are_more_than_forty_hostile_files():
    assert len(SOUND) + len(UNACCEPTABLE) > 40


@pytest.mark.parametrize("case", SOUND)
def test_a_strange_file_becomes_a_good_picture(admin_client, case):
    name, data = SOUND[case]

    response = add(admin_client, name, data)
    assert response.status_code == 302, response.context["form"].errors
    response = choose(admin_client, name, data)
    assert response.json()["step"] in ("chosen", "duplicate_found")
    response = add_one_of_many(admin_client, name, data)
    assert response.json()["success"]

    assert PortalImage.objects.count() == 2
    for image in PortalImage.objects.all():
        assert_is_a_harmless_picture(image.file)
        assert_is_a_harmless_picture(image.get_rendition("fill-20x20|format-webp").file)
    assert_is_a_harmless_picture(UploadedFile.objects.get().file)


@pytest.mark.parametrize("case", UNACCEPTABLE)
def test_an_unacceptable_file_is_refused_with_a_sentence(admin_client, case):
    name, data = UNACCEPTABLE[case]

    response = add(admin_client, name, data)
    assert response.status_code == 200
    [sentence] = response.context["form"].errors["file"]
    assert len(sentence) > 20
    response = choose(admin_client, name, data)
    assert response.status_code == 200
    assert response.json()["step"] == "reshow_creation_form"
    response = add_one_of_many(admin_client, name, data)
    assert response.json() == {"success": False, "error_message": sentence}

    assert not PortalImage.objects.exists()
    assert not UploadedFile.objects.exists()


def test_a_picture_that_claims_to_be_smaller_than_it_is_leaves_no_memory_behind():
    """Before: 1.1 GB for an AVIF of 3.5 kB, kept by the process that serves pages."""
    bombs = {
        "AVIF of 256 megapixels that claims a stamp": "damaged_image",
        "WebP that claims 268 megapixels": "too_many_pixels",
    }
    script = f"""
import resource
from django.core.exceptions import ValidationError
from oim_portal.media.pictures import clean_picture
from tests.hostile_pictures import unacceptable
from tests.pictures import upload
files = unacceptable()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for case, code in {bombs}.items():
    name, data = files[case]
    try:
        clean_picture(upload(data, name))
    except ValidationError as error:
        assert error.code == code
    else:
        raise AssertionError(case)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 32 * 1024  # in kilobytes


def test_a_decoder_that_a_picture_deceives_about_its_size_is_stopped():
    script = """
import re
from oim_portal.media import decoding
from oim_portal.settings.upload_limits import DECODER_MEMORY, DECODER_SECONDS
decoding.main(DECODER_MEMORY, DECODER_SECONDS)
most = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]
assert int(most) < 400 * 1024
"""
    bomb = UNACCEPTABLE["AVIF of 256 megapixels that claims a stamp"][1]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, input=bomb, capture_output=True, check=True
    )
    assert done.stdout == b"damaged_image\n"


def test_a_picture_that_takes_longer_than_it_may_is_refused():
    slow = encoded(Image.new("L", (6_300, 6_300)), "jpg", progressive=True)
    last = slow.rindex(b"\xff\xda")
    slow = slow[:-2] + slow[last:-2] * 90 + slow[-2:]
    with pytest.raises(UnacceptablePicture) as refused:
        reencode(slow, seconds=1)
    assert refused.value.reason == "too_demanding"


@pytest.mark.parametrize("case", [case for case in UNACCEPTABLE if "scans" in case])
def test_a_jpeg_of_many_scans_is_refused_before_any_of_them_is_decoded(case):
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload(UNACCEPTABLE[case][1], "a.jpg"))
    assert refused.value.code == "too_many_scans"
    assert "100" in refused.value.messages[0]
