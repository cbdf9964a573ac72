"""Below /media/ there are renditions, and nothing else."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from oim_portal.media.models import PortalImage

from .pictures import encoded, scene, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return PortalImage.objects.create(title="Feria", file=upload(encoded(scene(), "png"), "f.png"))


@pytest.mark.parametrize(
    ("spec", "content_type"),
    [
        ("width-20", "image/png"),
        ("width-20|format-jpeg", "image/jpeg"),
        ("width-20|format-webp", "image/webp"),
        ("width-20|format-avif", "image/avif"),
    ],
)
def test_a_rendition_is_served_as_a_picture_that_never_changes(visitor, image, spec, content_type):
    rendition = image.get_rendition(spec)
    response = visitor.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    with rendition.file.storage.open(rendition.file.name) as file:
        assert b"".join(response.streaming_content) == file.read()


def test_the_original_is_not_served(visitor, image):
    assert default_storage.exists(image.file.name)
    assert visitor.get(f"/media/{image.file.name}").status_code == 404


@pytest.mark.parametrize("folder", ["wagtail_uploads", "documents", "images/inner", "other"])
def test_files_of_other_folders_are_not_served(visitor, folder):
    path = default_storage.save(f"{folder}/foto.png", upload(encoded(scene(), "png"), "foto.png"))
    assert visitor.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "data.json", ".hidden.png"])
def test_only_pictures_are_served_whatever_else_lies_among_them(visitor, name):
    path = default_storage.save(f"images/{name}", upload(b"<html></html>", name))
    assert visitor.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "images",
        "images/",
        "images/../{original}",
        "images/%2e%2e/{original}",
        "images/..%2f{original}",
        "images/..\\{original}",
        "./{original}",
        "/{original}",
        "images/a.png%0a",
        "images/a.png/",
        "images/" + "a" * 5000 + ".png",
    ],
)
def test_no_path_leads_out_of_the_renditions(visitor, image, path):
    image.get_rendition("width-20")
    assert (
        visitor.get(settings.MEDIA_URL + path.format(original=image.file.name)).status_code == 404
    )


def test_a_nul_byte_in_the_address_of_a_rendition_is_refused(visitor):
    assert visitor.get(settings.MEDIA_URL + "images/%00.png").status_code == 400


def test_a_rendition_can_be_read_and_not_written(visitor, image):
    assert visitor.post(image.get_rendition("width-20").url).status_code == 405
