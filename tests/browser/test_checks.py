"""The panel 'Checks' of the page editor: what is typed is checked, and each finding leads to it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage

from ..factories import add_page, make_private, publish_page
from .admin import complaints

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Esta es una oración que " + "sigue y sigue " * 9 + "hasta que termina."


@pytest.fixture
def page(content) -> ContentPage:
    target = add_page(title="Requisitos")
    link = f'Vea los <a linktype="page" id="{target.pk}">requisitos</a>.'
    item = {"heading": "¿Cuánto cuesta?", "text": "<p>Es gratuito.</p>"}
    child = add_page(title="Retorno", lead_es="Con nuestra contraparte.")
    child.body_es = [
        {"type": "paragraph", "value": f'<p data-block-key="abc12">{link}</p>', "id": "t-1"},
        {"type": "accordion", "value": [{"type": "item", "value": item, "id": "i-1"}], "id": "a-1"},
    ]
    publish_page(child)
    return child


def open_checks(editor: Page, page: ContentPage) -> None:
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(editor.locator("#id_title")).to_be_visible()
    editor.get_by_role("button", name="Revisiones").click()
    expect(editor.locator("[data-checks-state]")).to_contain_text("Revisado a la")


@pytest.mark.full
def test_a_long_sentence_is_told_while_it_is_typed_and_found_in_its_closed_block(staff, page):
    editor = staff(EDITOR)
    found = complaints(editor)
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    counter = editor.locator("[data-side-panel-toggle=checks] [data-side-panel-toggle-counter]")
    expect(counter).to_be_hidden()
    text = editor.locator("[data-contentpath='i-1'] [data-contentpath=text] [contenteditable=true]")
    text.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(f" {LONG}", delay=1)
    open_panel = editor.get_by_role("button", name="Revisiones")
    open_panel.click()
    item = editor.locator(".checks__item", has_text="Oración de 35 palabras")
    expect(item).to_contain_text("Esta es una oración")
    expect(editor.locator("[data-checks]")).to_contain_text("no impiden enviar ni publicar")
    editor.get_by_role("tab", name="Publicación").click()
    item.get_by_role("button", name="Ir al párrafo").click()
    expect(text).to_be_focused()
    expect(text).not_to_have_attribute("aria-invalid", "true")
    assert found == []


@pytest.mark.full
def test_a_word_that_staff_add_is_told(staff, page):
    editor = staff(EDITOR)
    editor.goto(reverse("wagtailsnippets_pages_wordtoavoid:add"))
    editor.locator("#id_words").fill("contraparte, contrapartes")
    editor.locator("#id_instead").fill("institución con la que trabajamos")
    editor.get_by_role("button", name="Guardar").first.click()
    expect(editor.locator(".messages .success")).to_be_visible()
    open_checks(editor, page)
    item = editor.locator(".checks__item", has_text="contraparte")
    expect(item).to_contain_text("Mejor: institución con la que trabajamos.")
    item.get_by_role("button", name="Ir al párrafo").click()
    expect(editor.locator("#id_lead_es")).to_be_focused()


def test_a_link_to_a_page_that_has_become_private_is_to_be_corrected(staff, page):
    editor = staff(EDITOR)
    make_private(ContentPage.objects.get(title="Requisitos"))
    open_checks(editor, page)
    item = editor.locator(
        ".checks__item", has_text="Un enlace lleva a una página que no es pública"
    )
    expect(item).to_contain_text("requisitos")
    counter = editor.locator("[data-side-panel-toggle=checks] [data-side-panel-toggle-counter]")
    expect(counter).to_have_text("1")
    item.get_by_role("button", name="Ir al párrafo").click()
    expect(editor.locator("[data-contentpath='t-1'] [contenteditable=true]")).to_be_focused()


def test_what_axe_finds_in_the_preview_is_told_in_spanish(staff, page):
    editor = staff(EDITOR)
    found = complaints(editor)
    page.body_es = [{"type": "heading", "value": {"text": "Abajo", "level": "h3"}, "id": "h-1"}]
    page.save_revision()
    open_checks(editor, page)
    part = editor.locator("[data-checks-of-preview]")
    expect(part).to_contain_text("En la vista previa")
    expect(part.locator("[data-content-checker-row]")).to_have_count(1)
    assert found == []
