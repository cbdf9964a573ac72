"""Every way in which staff upload a picture asks the same and keeps the same."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from oim_portal.media.models import PortalDocument, PortalImage

from .edit_forms import form_of
from .pictures import AUTHOR, encoded, scene, telling_picture, upload

pytestmark = pytest.mark.django_db


def telling_upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_0001.jpg", telling_picture("jpg"), "image/jpeg")


def tells_nothing(file) -> bool:
    data = file.storage.open(file.name).read()
    return AUTHOR.encode() not in data and b"Exif" not in data


def fields(**changes) -> dict:
    return {
        "title": "Feria",
        "description_es": "Dos personas conversan",
        "description_en": "Two people talk",
        "credit": "OIM",
        "consent": "yes",
        "collection": 1,
        "tags": "",
        **changes,
    }


@pytest.fixture
def image(db):
    file = upload(encoded(scene(size=(30, 20)), "png"), "antes.png")
    return PortalImage.objects.create(title="Antes", file=file, consent="nobody")


def test_the_form_for_one_picture_keeps_all_that_is_asked(admin_client):
    response = admin_client.post(reverse("wagtailimages:add"), fields(file=telling_upload()))
    assert response.status_code == 302, response.context["form"].errors
    image = PortalImage.objects.get()
    assert (image.description_es, image.description_en) == (
        "Dos personas conversan",
        "Two people talk",
    )
    assert (image.credit, image.consent) == ("OIM", "yes")
    assert tells_nothing(image.file)
    assert image.file_size == image.file.size


def test_consent_has_to_be_chosen(admin_client):
    response = admin_client.post(
        reverse("wagtailimages:add"), fields(file=telling_upload(), consent="")
    )
    assert "consent" in response.context["form"].errors
    assert not PortalImage.objects.exists()


def test_each_description_says_its_language_to_voices_and_spelling(admin_client):
    form = admin_client.get(reverse("wagtailimages:add")).context["form"]
    for code in ("es", "en"):
        assert f'lang="{code}"' in str(form[f"description_{code}"])


def test_the_form_says_which_pictures_are_accepted(admin_client):
    page = admin_client.get(reverse("wagtailimages:add")).content.decode()
    assert "AVIF, HEIC, JPG, JPEG, PNG, WEBP" in page


def test_a_replaced_file_is_cleaned_and_the_old_one_is_gone(admin_client, image):
    old, rendition = image.file, image.get_rendition("width-10")
    response = admin_client.post(
        reverse("wagtailimages:edit", args=[image.pk]), fields(file=telling_upload())
    )
    assert response.status_code == 302, response.context["form"].errors
    image = PortalImage.objects.get()
    assert tells_nothing(image.file)
    assert (image.width, image.height) == (64, 48)
    assert image.file_size == image.file.size
    assert not old.storage.exists(old.name)
    assert not image.renditions.filter(pk=rendition.pk).exists()


def test_an_edit_without_a_new_file_leaves_the_file_alone(admin_client, image):
    before = (image.file.name, image.file_hash)
    admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), fields(title="Después"))
    image = PortalImage.objects.get()
    assert image.title == "Después"
    assert (image.file.name, image.file_hash) == before


def test_a_picture_uploaded_in_a_chooser_is_clean(admin_client):
    data = {f"image-chooser-upload-{name}": value for name, value in fields().items()}
    data["image-chooser-upload-file"] = telling_upload()
    response = admin_client.post(reverse("wagtailimages_chooser:create"), data)
    assert response.json()["step"] == "chosen"
    assert tells_nothing(PortalImage.objects.get().file)


def test_a_picture_that_waits_for_its_consent_is_clean_already(admin_client):
    response = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Feria", "collection": 1, "files[]": telling_upload()},
    )
    assert response.json()["success"]
    waiting = UploadedFile.objects.get()
    assert tells_nothing(waiting.file)
    assert not PortalImage.objects.exists()

    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    data = {f"uploaded-image-{waiting.pk}-{name}": value for name, value in fields().items()}
    response = admin_client.post(address, data)
    assert response.json()["success"]
    image = PortalImage.objects.get()
    assert image.consent == "yes"
    assert tells_nothing(image.file)
    assert image.file_size == image.file.size
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("kind", ["images", "docs"])
def test_two_people_on_one_file_do_not_overwrite_each_other_unseen(admin_client, image, kind):
    document = PortalDocument.objects.create(
        title="Antes", file=ContentFile(b"%PDF-1.4", "antes.pdf")
    )
    thing = image if kind == "images" else document
    address = reverse(f"wagtail{kind}:edit", args=[thing.pk])
    hers, his = form_of(admin_client, address), form_of(admin_client, address)
    assert admin_client.post(address, hers | {"title": "De Ana"}).status_code == 302

    answer = admin_client.post(address, his | {"title": "De Luis"})

    thing.refresh_from_db()
    assert thing.title == "De Ana"
    assert "“De Ana”" in answer.content.decode()
    form = form_of(admin_client, answer)
    assert form["title"] == "De Luis"
    assert admin_client.post(address, form).status_code == 302
    thing.refresh_from_db()
    assert thing.title == "De Luis"
