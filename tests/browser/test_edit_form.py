"""The edit form in a browser: spelling by language, copying the Spanish, scheduling."""

import pytest
from django.urls import reverse
from django.utils.timezone import localtime
from playwright.sync_api import expect

from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalImage
from pages.models import ContentPage, HomePage

from ..pictures import encoded, scene, upload
from .admin import complaints

pytestmark = pytest.mark.django_db(transaction=True)

# Whether the upper edge of what has the focus is above the bar of actions.
SEEN = """() => document.activeElement.getBoundingClientRect().top + 16
  <= document.querySelector(".footer").getBoundingClientRect().top"""
LEAD = "Acompañamos a las personas en movilidad."


@pytest.fixture
def page(content) -> ContentPage:
    blocks = [{"type": "paragraph", "value": "<p>Un párrafo en español.</p>", "id": "p-1"}]
    child = ContentPage(title="Acogida", slug="acogida", live=False, lead_es=LEAD, body_es=blocks)
    return HomePage.objects.get().add_child(instance=child)


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_editor_copies_the_spanish_and_is_told_what_is_not_translated(staff, page):
    editor = staff(EDITOR)
    found = complaints(editor)
    editor.goto(edit_url(page))
    expect(editor.locator("#id_lead_es")).to_have_attribute("lang", "es")
    expect(editor.locator("[data-text-language=es] [contenteditable=true]")).to_have_attribute(
        "lang", "es"
    )

    lead = editor.locator("[data-text-name=lead_en]")
    body = editor.locator("[data-text-name=body_en]")
    lead.get_by_role("button", name="Copiar del español").click()
    expect(lead.locator("textarea")).to_have_value(LEAD)
    expect(lead.locator("textarea")).to_have_attribute("lang", "en")
    expect(lead.locator("[data-not-translated]")).to_be_visible()
    expect(lead.get_by_role("button", name="Copiar del español")).to_be_hidden()
    expect(body.locator("[data-not-translated]")).to_be_hidden()

    editor.get_by_role("button", name="Copiar del español todos los textos vacíos").click()
    expect(editor.locator("#id_display_title_en")).to_have_value("Acogida")
    copied = body.locator("[contenteditable=true]")
    expect(copied).to_have_text("Un párrafo en español.")
    expect(copied).to_have_attribute("lang", "en")
    expect(body.locator("[data-not-translated]")).to_be_visible()

    lead.locator("textarea").fill("We stand by people on the move.")
    expect(lead.locator("[data-not-translated]")).to_be_hidden()
    editor.get_by_role("button", name="Guardar borrador").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert draft.lead_en == "We stand by people on the move."
    assert [block.id for block in draft.body_en] == [block.id for block in draft.body_es]
    assert found == []


def test_with_the_keyboard_nothing_stops_behind_the_bar_of_actions(staff, page):
    page.body_es = [
        {"type": "paragraph", "value": f"<p>{LEAD}</p>", "id": f"p-{number}"} for number in range(5)
    ]
    page.save_revision()
    editor = staff(EDITOR, viewport={"width": 1280, "height": 600})
    editor.goto(edit_url(page))
    expect(editor.locator("[data-text-language=es] [contenteditable=true]")).to_have_count(5)
    editor.locator("#id_lead_es").focus()
    for _stop in range(30):
        editor.keyboard.press("Tab")
        editor.wait_for_function(SEEN)


@pytest.mark.full
def test_a_new_table_has_the_cursor_where_a_copied_one_can_be_pasted(staff, page):
    editor = staff(EDITOR)
    editor.goto(edit_url(page))
    stream = editor.locator("#body_es-root")
    stream.get_by_role("button", name="Añadir un bloque").first.click()
    editor.get_by_role("option", name="Tabla").click()
    expect(stream.locator("input[id$=caption]")).to_be_focused()


@pytest.mark.full
def test_a_date_stays_when_the_dialog_is_closed_and_is_ecuadors(staff, page):
    editor = staff(EDITOR)
    editor.goto(edit_url(page))
    editor.locator("[data-side-panel-toggle=status]").first.click()
    opener = editor.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first
    opener.click()
    date = editor.locator("#id_go_live_at")
    expect(editor.get_by_text("En hora de Ecuador (UTC−5).").first).to_be_visible()
    date.fill("2099-12-24T08:00")
    editor.keyboard.press("Escape")
    expect(date).to_be_hidden()
    opener.click()
    expect(date).to_have_value("2099-12-24T08:00")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Guardar las fechas con el borrador").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert localtime(draft.go_live_at).isoformat() == "2099-12-24T08:00:00-05:00"


def test_a_picture_takes_the_words_of_the_library_in_each_language(staff, page):
    picture = PortalImage.objects.create(
        title="Taller",
        file=upload(encoded(scene(), "png"), "a.png"),
        description_es="Dos mujeres leen",
        description_en="Two women read",
    )
    value = {"image": picture.pk, "decorative": False, "alt_text": "Dos mujeres leen"}
    page.body_es = [{"type": "picture", "value": {"image": value, "caption": "Quito"}, "id": "i-1"}]
    page.save_revision()
    editor = staff(EDITOR)
    found = complaints(editor)
    editor.goto(edit_url(page))
    body = editor.locator("[data-text-name=body_en]")
    body.get_by_role("button", name="Copiar del español").click()
    expect(body.locator("[name$=-alt_text]")).to_have_value("Two women read")
    expect(body.locator("[name$=-caption]")).to_have_value("Quito")
    expect(editor.locator("[name^=body_es][name$=-alt_text]")).to_have_value("Dos mujeres leen")
    assert found == []
