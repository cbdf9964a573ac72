"""A file that is uploaded is said to be in the library when it is, and not before."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalDocument, PortalImage

from ..pictures import encoded, scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(staff) -> Page:
    return staff(EDITOR)


def follow_a_link(person: Page) -> None:
    link = person.locator(".sidebar").get_by_role("link", name="Documentos")
    link.click(no_wait_after=True)


def expect_question(person: Page) -> None:
    """Leave for another page, which makes the browser ask, and stay."""
    person.once("dialog", Dialog.dismiss)
    with person.expect_event("dialog") as asked:
        follow_a_link(person)
    assert asked.value.type == "beforeunload"


def expect_no_question(person: Page) -> None:
    asked = []
    person.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    follow_a_link(person)
    expect(person).to_have_url(re.compile(r"/admin/documents/$"))
    assert asked == []


def test_a_photo_is_not_in_the_library_before_what_is_missing_is_filled_in(person, tmp_path):
    photo = encoded(scene(size=(80, 60)), "png")
    for name, content in {
        "feria.png": photo,
        "rota.png": photo[:100],
        "informe.pdf": b"%PDF-1.4",
    }.items():
        (tmp_path / name).write_bytes(content)
    person.goto(reverse("wagtailimages:add_multiple"))
    person.set_input_files("#fileupload", sorted(tmp_path.iterdir()))
    rows = person.locator("#upload-list > li")
    expect(person.locator("#upload-list .upload-uploading")).to_have_count(0)
    row = rows.filter(has_text="feria.png")
    expect(row).to_contain_text("Todavía no está en la biblioteca. Falta: Consentimiento")
    for refused in ("rota.png", "informe.pdf"):
        expect(rows.filter(has_text=refused)).to_contain_text("Este archivo no se aceptó")
        expect(rows.filter(has_text=refused)).not_to_contain_text(
            re.compile("qué muestra|biblioteca"), use_inner_text=True
        )
    assert not PortalImage.objects.exists()
    expect_question(person)

    row.get_by_role("button", name="Guardar en la biblioteca").click()
    expect(row.locator(".error-message")).to_be_visible()
    row.locator("select[name$=consent]").select_option("nobody")
    row.get_by_role("button", name="Guardar en la biblioteca").click()
    expect(person.locator(".messages .success")).to_have_text(re.compile("Está en la biblioteca"))
    assert PortalImage.objects.get().title == "feria.png"
    expect_no_question(person)


@pytest.mark.full
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.full)])
def test_several_photos_take_credit_and_consent_once(staff, tmp_path, width):
    person = staff(EDITOR, viewport={"width": width, "height": 800})
    photos = [tmp_path / f"{number}.png" for number in range(5)]
    for number, photo in enumerate(photos):
        photo.write_bytes(encoded(scene(size=(80, 60 + number)), "png"))
    person.goto(reverse("wagtailimages:add_multiple"))
    everywhere = person.get_by_role("group", name="Lo mismo para todas las fotos que elija")
    everywhere.get_by_label("Crédito").fill("Ana Paz / OIM")
    save_all = person.get_by_role("button", name="Guardar todo en la biblioteca")
    expect(save_all).to_be_hidden()
    person.set_input_files("#fileupload", photos)
    rows = person.locator("#upload-list > li")
    expect(rows.locator("form")).to_have_count(5)
    first = rows.first
    expect(first).to_contain_text("Falta: Consentimiento", use_inner_text=True)

    everywhere.get_by_label("Consentimiento").select_option("yes")
    expect(first).not_to_contain_text("Falta:", use_inner_text=True)
    first.locator("[name$=credit]").fill("Luis Mora")
    first.locator("[name$=consent]").select_option("nobody")
    everywhere.get_by_label("Crédito").fill("Ana Paz")
    expect(rows.last.locator("[name$=credit]")).to_have_value("Ana Paz")
    for field in ("Crédito", "Consentimiento"):
        box = everywhere.get_by_label(field).bounding_box()
        assert box["x"] + box["width"] <= width
    assert not PortalImage.objects.exists()

    save_all.focus()
    person.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(save_all).to_be_hidden()
    told = [(each.title, each.credit, each.consent) for each in PortalImage.objects.order_by("pk")]
    assert ("0.png", "Luis Mora", "nobody") in told
    assert [each[1:] for each in told].count(("Ana Paz", "yes")) == 4
    person.get_by_role("link", name="Ir a la biblioteca").click()
    expect(person).to_have_url(re.compile(r"/admin/images/$"))


@pytest.mark.full
def test_the_dialog_of_a_chooser_keeps_the_file_while_the_consent_is_missing(person, tmp_path):
    photo = tmp_path / "feria.png"
    photo.write_bytes(encoded(scene(), "png"))
    page = HistoryEventPage.objects.published().first()
    person.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    person.get_by_role("tab", name="Datos").click()
    person.locator("#id_image-chooser [data-chooser-action-choose]").first.click()
    dialog = person.locator(".modal")
    dialog.get_by_role("tab", name="Subir").click()
    file = dialog.locator("[name=image-chooser-upload-file]")
    file.set_input_files(photo)
    dialog.locator("[name=image-chooser-upload-title]").fill("Feria")
    upload = dialog.get_by_role("button", name="Subir")
    upload.click()
    expect(dialog.locator(".error-message")).to_be_visible()
    assert file.evaluate("field => field.files[0].name") == "feria.png"

    dialog.locator("[name=image-chooser-upload-consent]").select_option("nobody")
    upload.click()
    expect(person.locator("#id_image-chooser .chooser__title")).to_have_text("Feria")
    assert PortalImage.objects.get().consent == "nobody"


def test_a_document_is_in_the_library_at_once_and_its_new_title_once_it_is_saved(person, tmp_path):
    file = tmp_path / "informe.pdf"
    file.write_bytes(b"%PDF-1.4")
    person.goto(reverse("wagtaildocs:add_multiple"))
    person.set_input_files("#fileupload", file)
    row = person.locator("#upload-list > li")
    expect(row).to_contain_text("Está en la biblioteca. Póngale un título")
    assert PortalDocument.objects.get().title == "informe"

    row.locator("input[name$=title]").fill("Informe de mayo")
    expect_question(person)
    row.get_by_role("button", name="Guardar los cambios").click()
    expect(row).to_have_count(0)
    assert PortalDocument.objects.get().title == "Informe de mayo"
    expect_no_question(person)
