"""Files of every model pass the rules for uploads, whichever way they come; a check says so."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.forms import modelform_factory
from django.test.utils import isolate_apps
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from oim_portal.accounts.roles import EDITOR
from oim_portal.media import decoding, package_fields
from oim_portal.media.fields import DocumentField, PictureField

from .document_samples import ordinary
from .hostile_pictures import unacceptable
from .pictures import AUTHOR, telling_picture, upload
from .staff import person

PLAIN = {"models.FileField": models.FileField, "models.ImageField": models.ImageField}


def model_with(field: models.FileField, registry) -> type[models.Model]:
    options = type("Meta", (), {"app_label": "pages", "apps": registry})
    attributes = {"__module__": __name__, "picture": field, "Meta": options}
    return type("Poster", (models.Model,), attributes)


@pytest.fixture
def declare(monkeypatch):
    """Declare the one file column of a model: `model = declare(models.FileField())`."""
    with isolate_apps("pages") as registry:
        monkeypatch.setattr(package_fields, "apps", registry)
        yield lambda field: model_with(field, registry)


def test_every_upload_field_of_the_portal_passes_the_rules():
    assert len(list(package_fields.upload_fields())) >= 6
    assert package_fields.uploads_are_checked(None) == []


@pytest.mark.parametrize("name", PLAIN)
def test_a_new_field_that_stores_files_as_they_come_is_named_with_what_to_write(declare, name):
    model = declare(PLAIN[name]())
    [error] = package_fields.uploads_are_checked(None)
    assert error.obj is model._meta.get_field("picture")
    assert "pages.Poster.picture" in error.msg
    assert "PictureField or DocumentField" in error.hint


@pytest.mark.parametrize("field_class", [PictureField, DocumentField])
def test_a_field_of_ours_is_in_order(declare, field_class):
    declare(field_class())
    assert package_fields.uploads_are_checked(None) == []


def test_a_form_for_any_model_cleans_a_picture_and_says_why_it_takes_none(declare):
    form_class = modelform_factory(declare(PictureField()), fields=["picture"])
    form = form_class({}, {"picture": SimpleUploadedFile("a.jpg", telling_picture("jpg"))})
    assert form.is_valid()
    assert AUTHOR.encode() not in form.cleaned_data["picture"].read()
    for name, data in (unacceptable()["JPEG with 101 scans"], ("a.jpg", b"\xff")):
        form = form_class({}, {"picture": SimpleUploadedFile(name, data)})
        assert len(form.errors["picture"][0]) > 20


def test_a_form_for_any_model_says_why_it_takes_no_document(declare):
    form_class = modelform_factory(declare(DocumentField()), fields=["picture"])
    form = form_class({}, {"picture": SimpleUploadedFile("a.pdf", b"%PDF-1.4 /JavaScript ")})
    assert "PDF" in form.errors["picture"][0]
    ending, data = ordinary()["PDF as printed"]
    assert form_class({}, {"picture": SimpleUploadedFile(f"a.{ending}", data)}).is_valid()


@pytest.mark.django_db
def test_pictures_of_wagtails_own_model_are_clean_by_each_way_of_storing_them():
    by_saving = Image.objects.create(title="a", file=upload(telling_picture("jpg"), "a.jpg"))
    by_field = Image(title="b")
    by_field.file.save("b.heic", upload(telling_picture("heic"), "b.heic"))
    [in_bulk] = Image.objects.bulk_create(
        [Image(title="c", file=upload(telling_picture("png"), "c.png"), collection_id=1)]
    )
    for image in (by_saving, by_field, in_bulk):
        data = default_storage.open(image.file.name).read()
        assert AUTHOR.encode() not in data
        assert b"Exif" not in data
    assert by_field.file.name.endswith(".jpg")


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Document, UploadedFile])
def test_no_model_of_a_package_stores_a_document_with_code(model):
    thing = model(file=upload(b"%PDF-1.4 /JavaScript ", "a.pdf"))
    if model is UploadedFile:
        thing.for_content_type = ContentType.objects.get_for_model(Document)
    with pytest.raises(ValidationError), transaction.atomic():
        thing.save()
    with pytest.raises(ValidationError), transaction.atomic():
        thing.file.save("a.exe", upload(b"MZ", "a.exe"))


@pytest.mark.django_db
def test_no_way_of_storing_gives_an_account_a_picture():
    profile = UserProfile.objects.create(user=person(EDITOR))
    profile.avatar.save("yo.jpg", upload(telling_picture("jpg"), "yo.jpg"))
    profile.refresh_from_db()
    assert not profile.avatar
    other = UserProfile(user=person(EDITOR, "eva@example.org"))
    other.avatar = upload(telling_picture("jpg"), "yo.jpg")
    UserProfile.objects.bulk_create([other])
    assert not UserProfile.objects.get(pk=other.pk).avatar
    assert not default_storage.exists("avatar_images/yo.jpg")


@pytest.mark.django_db
@pytest.mark.parametrize("program", ["/bin/false", "/no/such/program"])
def test_a_decoder_that_does_not_work_is_a_sentence_at_the_field(
    admin_client, monkeypatch, caplog, program
):
    monkeypatch.setattr(decoding.sys, "executable", program)
    fields = {"title": "Foto", "consent": "nobody", "tags": ""}
    fields["collection"] = Collection.get_first_root_node().pk
    file = SimpleUploadedFile("a.jpg", telling_picture("jpg"))
    answer = admin_client.post(reverse("wagtailimages:add"), fields | {"file": file})
    assert answer.status_code == 200
    assert "en este momento" in answer.context["form"].errors["file"][0]
    assert "oim_portal.media.decoding" in caplog.text
