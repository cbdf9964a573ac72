"""What is to be corrected in a form: listed, counted on the tab, and found by a click."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage, HomePage

from .admin import complaints

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = {
    "columns": [
        {"type": "row_heading", "heading": "Lugar"},
        {"type": "text", "heading": "Horario"},
    ],
    "rows": [{"values": ["Lago Agrio", "<p>De 8 a 12</p>"]}],
    "caption": "",
}


@pytest.fixture
def page(content) -> ContentPage:
    blocks = [{"type": "table", "value": TABLE, "id": "t-1"}]
    child = ContentPage(title="Atención", slug="atencion", live=False, body_es=blocks)
    return HomePage.objects.get().add_child(instance=child)


def submit(editor: Page) -> None:
    with editor.expect_navigation():
        editor.get_by_role("button", name="Enviar a Revisión").first.click()


def test_a_table_without_a_title_is_listed_counted_and_found(staff, page):
    editor = staff(EDITOR)
    found = complaints(editor)
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(editor.locator("#id_title")).to_be_visible()
    submit(editor)
    box = editor.locator(".to-correct")
    expect(box).to_contain_text("Hay una cosa por corregir.")
    expect(box.get_by_role("link")).to_have_text(re.compile("Contenido › Español › Tabla"))
    expect(box).to_contain_text("título")
    expect(editor.locator("[role=tab] .w-tabs__errors").first).to_contain_text("1")

    editor.get_by_role("tab", name="Publicación").click()
    box.get_by_role("button", name="Ir al primer error").click()
    caption = editor.locator("[name$=-caption]").first
    expect(caption).to_be_focused()
    expect(caption).to_have_attribute("aria-invalid", "true")

    caption.fill("Dónde y cuándo atendemos")
    copy = editor.get_by_role("button", name="Copiar del español todos los textos vacíos")
    copy.click()
    expect(editor.locator("[name^=body_en][name$=-caption]")).to_have_value(
        "Dónde y cuándo atendemos"
    )
    submit(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    assert found == []


def test_the_date_of_an_event_is_asked_for_where_it_is_written(staff, content):
    editor = staff(EDITOR)
    from history.models import HistoryPage

    history = HistoryPage.objects.get()
    editor.goto(reverse("wagtailadmin_pages:add", args=["history", "historyeventpage", history.pk]))
    editor.locator("#id_title").fill("Un hecho sin fecha")
    editor.locator("#id_date_as_written_es").fill("cuando se pudo")
    submit(editor)
    box = editor.locator(".to-correct")
    expect(box.get_by_role("link")).to_have_text(re.compile("Datos › Fecha"))
    box.get_by_role("button", name="Ir al primer error").click()
    expect(editor.locator("[name=date_kind]")).to_be_focused()


@pytest.mark.full
def test_what_is_deleted_is_not_to_be_corrected(staff, page):
    page.body_es = [{"type": "table", "value": TABLE, "id": f"t-{number}"} for number in (1, 2)]
    page.save_revision()
    editor = staff(EDITOR)
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(editor.locator("#id_title")).to_be_visible()
    submit(editor)
    box = editor.locator(".to-correct")
    expect(box).to_contain_text("Hay 2 cosas por corregir.")
    expect(editor.locator("[role=tab] .w-tabs__errors").first).to_contain_text("2")
    editor.locator("[data-contentpath=t-1]").get_by_role("button", name="Eliminar").first.click()
    expect(box).to_contain_text("Hay una cosa por corregir.")
    expect(editor.locator("[role=tab] .w-tabs__errors").first).to_contain_text("1")
