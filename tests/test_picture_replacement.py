"""A picture in use: the form says where, and a new file asks before it shows there."""

import pytest
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.media.models import PortalImage
from oim_portal.publishing.models import ReadText
from pages.models import ContentPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage

from .edit_forms import form_of
from .factories import add_page, publish_page
from .pictures import encoded, scene, upload
from .staff import person, signed_in

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
    with publishing_reason("test"):
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


def replace_with_texts(client, picture, **fields):
    new = upload(encoded(scene(size=(90, 70)), "png"), "b.png")
    texts = {"description_es": "Un mapa", "description_en": "A map", "consent": "nobody"}
    return client.post(reverse("replace_photo", args=[picture.pk]), {"file": new} | texts | fields)


def texts(page) -> tuple[str, str]:
    page = type(page).objects.get(pk=page.pk)
    return page.image_alt_es, page.image_alt_en


def test_a_photo_and_its_texts_change_together_and_the_report_says_so(content, picture):
    program = use(picture)
    alt = {"image": picture.pk, "decorative": False, "alt_text": "Un bosque"}
    block = {"type": "picture", "value": {"image": alt, "caption": ""}}
    article = add_page(body_es=[block])
    publish_page(article)
    drafted = add_page(title="Con borrador", body_es=[block])
    publish_page(drafted)
    drafted.lead_es = "Un borrador"
    drafted.save_revision()

    publisher = signed_in(person(PUBLISHER))
    assert program.title in publisher.get(reverse("replace_photo", args=[picture.pk])).text
    answer = replace_with_texts(publisher, picture).text
    assert "La foto está reemplazada" in answer
    assert "tienen un borrador" in answer
    assert width(picture) == 90
    assert PortalImage.objects.get().consent == "nobody"
    assert texts(program) == ("Un mapa", "A map")
    article, drafted = (ContentPage.objects.get(pk=page.pk) for page in (article, drafted))
    shown = [page.body_es[0].value["image"].contextual_alt_text for page in (article, drafted)]
    assert shown == ["Un mapa", "Un bosque"]
    listed = ReadText.objects.filter(kind="urgent")
    assert set(listed.values_list("page_id", flat=True)) == {program.pk, article.pk}
    assert "Se reemplazó una foto" in publisher.get(reverse("single_reader_report")).text


def test_an_editors_new_texts_of_a_photo_wait_for_somebody_to_read_them(content, editor, picture):
    program = use(picture)
    assert "espera a que alguien" in replace_with_texts(editor, picture).text
    assert texts(program) == ("Un bosque", "A wood")
    program = ProgramPage.objects.get(pk=program.pk)
    assert program.current_workflow_state
    assert program.get_latest_revision_as_object().image_alt_es == "Un mapa"


def test_a_photo_is_not_replaced_without_file_texts_and_consent(content, editor, picture):
    before = width(picture)
    for lacking in (
        {"file": ""},
        {"description_en": ""},
        {"description_es": "b.png"},
        {"consent": "no"},
    ):
        answer = replace_with_texts(editor, picture, **lacking)
        assert "error-message" in answer.text, lacking
        assert width(picture) == before
