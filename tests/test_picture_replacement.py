"""A picture in use: the form says where, and a new file asks before it shows there."""

import pytest
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalImage
from programs.models import ProgramPage
from tests.edit_forms import form_of
from tests.pictures import encoded, scene, upload
from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return signed_in(person(EDITOR))


@pytest.fixture
def picture() -> PortalImage:
    return PortalImage.objects.create(title="Foto", file=upload(encoded(scene(), "png"), "a.png"))


def edit(editor, picture, **fields):
    address = reverse("wagtailimages:edit", args=[picture.pk])
    new = upload(encoded(scene(size=(90, 70)), "png"), "b.png")
    return editor.post(address, form_of(editor, address) | {"file": new, "consent": "yes"} | fields)


def width(picture) -> int:
    return PortalImage.objects.get(pk=picture.pk).width


def use(picture) -> ProgramPage:
    page = ProgramPage.objects.first()
    page.image, page.image_alt_es, page.image_alt_en = picture, "Un bosque", "A wood"
    page.save()
    return page


def test_replacing_a_picture_in_use_shows_where_and_asks_before(content, editor, picture):
    page, before = use(picture), width(picture)
    asked = edit(editor, picture)
    assert asked.status_code == 200
    assert "en el lugar donde se usa" in asked.text
    assert page.title in asked.text
    assert "No se cambió nada" in asked.text
    assert width(picture) == before

    assert edit(editor, picture, replace_everywhere="on").status_code == 302
    assert width(picture) == 90


def test_a_title_changes_and_a_picture_that_nobody_uses_is_replaced_without_a_question(
    content, editor, picture
):
    assert edit(editor, picture).status_code == 302
    assert width(picture) == 90
    use(picture)
    address = reverse("wagtailimages:edit", args=[picture.pk])
    form = form_of(editor, address) | {"title": "Otro título", "consent": "yes"}
    assert editor.post(address, form).status_code == 302
