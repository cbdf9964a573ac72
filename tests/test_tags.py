"""Tags are words: HTML in their name is refused, whoever writes it, and ordinary names are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from taggit.models import Tag

from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalDocument, PortalImage

from .edit_forms import form_of
from .pictures import encoded, scene, upload
from .search_requests import add_document
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

HTML = '"<img src=x onerror=alert(1)>"'
ORDINARY = ["niñez", "o'higgins", "R&D", "a, b", 'dice "sí"', "50 %", "💧"]


@pytest.fixture
def editor(content):
    return signed_in(person(EDITOR))


@pytest.fixture(params=["image", "document"])
def thing(request, content):
    if request.param == "document":
        return add_document("Informe")
    file = upload(encoded(scene(), "png"), "foto.png")
    return PortalImage.objects.create(title="Foto", file=file, consent="nobody")


def edit_url(thing: PortalImage | PortalDocument) -> str:
    names = {PortalImage: "wagtailimages:edit", PortalDocument: "wagtaildocs:edit"}
    return reverse(names[type(thing)], args=[thing.pk])


def test_the_form_refuses_html_at_its_field(editor, thing):
    form = form_of(editor, edit_url(thing)) | {"tags": HTML}
    answer = editor.post(edit_url(thing), form)
    assert list(answer.context["form"].errors) == ["tags"]
    assert not Tag.objects.exists()


def test_the_form_keeps_ordinary_names(editor, thing):
    written = ",".join(f'"{name}"' if "," in name else name for name in ORDINARY if '"' not in name)
    form = form_of(editor, edit_url(thing)) | {"tags": written}
    assert editor.post(edit_url(thing), form).status_code == 302
    assert {tag.name for tag in thing.tags.all()} == {n for n in ORDINARY if '"' not in n}


def test_a_bulk_action_says_why_it_refuses_html(editor, thing):
    label, name = thing._meta.app_label, thing._meta.model_name
    url = reverse("wagtail_bulk_action", args=[label, name, "add_tags"]) + f"?id={thing.pk}"
    answer = editor.post(url, {"tags": HTML}, follow=True)
    assert answer.status_code == 200
    assert "&lt;img" in answer.content.decode()
    assert "<img src=x" not in answer.content.decode()
    assert not Tag.objects.exists()


def test_code_keeps_ordinary_names_and_writes_no_html(thing):
    thing.tags.add(*ORDINARY)
    assert set(thing.tags.names()) == set(ORDINARY)
    with pytest.raises(ValidationError):
        thing.tags.add("<b>x</b>")
