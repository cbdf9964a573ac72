"""A lost network and an error in a field cost no word that was typed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage

from ..factories import add_page, publish_page
from .saved_state import expect_copies, expect_state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


def open_editor(person: Page, page: ContentPage) -> None:
    person.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(person.locator("#id_lead_es")).to_be_visible()


def save(person: Page) -> None:
    person.get_by_role("button", name=re.compile("Guardar borrador")).click()


def draft(page: ContentPage) -> str:
    page.refresh_from_db()
    return page.get_latest_revision_as_object().lead_es


def test_words_typed_while_the_form_gets_ready_are_saved_like_all_others(staff, page):
    person = staff(EDITOR)
    open_editor(person, page)
    person.locator("#id_lead_es").press_sequentially(" y al final")  # at once
    expect_state(person, "saving")
    expect_state(person, "portal")
    assert "y al final" in draft(page)


@pytest.mark.full
def test_a_form_that_is_only_looked_at_has_nothing_to_save(staff, page):
    person = staff(EDITOR)
    person.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true; })"
    )
    open_editor(person, page)
    person.locator("#id_lead_es").press("Tab")
    person.wait_for_function("() => window.isWatched")
    form = person.locator("[data-edit-form]")
    assert form.get_attribute("data-w-unsaved-has-edits-value") in (None, "false")


@pytest.mark.full
def test_without_network_a_copy_stays_until_it_is_saved_or_the_person_signs_out(staff, page):
    person = staff(EDITOR)
    context = person.context
    open_editor(person, page)
    context.set_offline(True)
    person.locator("#id_lead_es").fill("Sin red")
    expect_copies(person, 1)
    person.close()  # as a browser that crashes

    context.set_offline(False)
    person = context.new_page()
    open_editor(person, page)
    expect(person.locator("[data-unsaved-text] [data-recover]")).to_be_visible()
    assert draft(page) == "Al comienzo"

    person.goto("/cuenta/salir/")
    person.locator("form button[type=submit]").last.click()
    expect(person).to_have_url(re.compile("/cuenta/entrar/"))
    expect_copies(person, 0)


def test_an_error_in_a_field_leaves_all_words_in_the_form_and_a_copy_of_them(staff, page):
    person = staff(EDITOR)
    open_editor(person, page)
    person.locator("#id_lead_es").fill("Con un error en otro campo")
    person.locator("#id_title").fill("")
    save(person)

    expect(person.locator(".error-message").first).to_be_attached()
    expect(person.locator("#id_lead_es")).to_have_value("Con un error en otro campo")
    expect_copies(person, 1)
    expect(person.locator("[data-unsaved-text]")).to_have_count(0)

    person.locator("#id_title").fill("Una página")
    save(person)
    expect(person.locator(".messages .success")).to_be_visible()
    assert draft(page) == "Con un error en otro campo"
    expect_copies(person, 0)


@pytest.mark.full
def test_words_of_rich_text_that_are_saved_as_soon_as_they_are_typed_are_saved(staff, content):
    page = add_page(title="Una página")
    page.body_es = page.body_es.stream_block.normalize([("paragraph", "<p>Uno</p>")])
    publish_page(page)
    person = staff(EDITOR)
    open_editor(person, page)
    text = person.locator("[data-text-language=es] [contenteditable=true]").last
    text.click()
    person.keyboard.press("Control+End")
    person.keyboard.type(" y dos")
    person.keyboard.press("Control+s")
    expect(person.locator(".messages .success")).to_be_visible()
    page.refresh_from_db()
    assert "Uno y dos" in page.get_latest_revision_as_object().body_es[0].value.source


def type_at_the_end(person: Page, words: str) -> None:
    person.locator("[data-text-language=es] [contenteditable=true]").last.click()
    person.keyboard.press("Control+End")
    person.keyboard.type(words)


@pytest.mark.full
@pytest.mark.parametrize(
    "way", ["saved by a colleague", pytest.param("typed again", marks=pytest.mark.full)]
)
def test_text_that_was_saved_by_another_way_is_not_offered(staff, content, way):
    page = add_page(title="Una página")
    page.body_es = page.body_es.stream_block.normalize([("paragraph", "<p>Uno</p>")])
    publish_page(page)
    person = staff(EDITOR)
    context = person.context
    open_editor(person, page)
    context.set_offline(True)
    type_at_the_end(person, " y dos")
    expect_copies(person, 1)
    person.close()
    context.set_offline(False)

    if way == "typed again":
        person = context.new_page()
        open_editor(person, page)
        expect(person.locator("[data-unsaved-text]")).to_be_visible()
        type_at_the_end(person, " y dos")
        person.keyboard.press("Control+s")
        expect(person.locator(".messages .success")).to_be_visible()
        person.close()
    else:
        page.refresh_from_db()
        page.body_es = page.body_es.stream_block.normalize([("paragraph", "<p>Uno y dos</p>")])
        page.lead_es = "Otro campo"
        publish_page(page)

    person = context.new_page()
    open_editor(person, page)
    expect_copies(person, 0)
    expect(person.locator("[data-unsaved-text]")).to_have_count(0)


@pytest.mark.full
def test_a_copy_that_another_tab_recovers_is_no_longer_offered(staff, page):
    person = staff(EDITOR)
    context = person.context
    open_editor(person, page)
    context.set_offline(True)
    person.locator("#id_lead_es").fill("Sin red")
    expect_copies(person, 1)
    person.close()
    context.set_offline(False)

    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        open_editor(tab, page)
        expect(tab.locator("[data-unsaved-text]")).to_be_visible()
    first.locator("[data-recover]").click()
    expect(first.locator(".messages .success")).to_be_visible()
    assert draft(page) == "Sin red"
    expect(second.locator("[data-unsaved-text]")).to_have_count(0)


@pytest.mark.full
def test_hundreds_of_copies_make_no_address_that_a_server_refuses(staff, page):
    person = staff(EDITOR)
    open_editor(person, page)
    owner = person.locator("meta[name=portal-person]").get_attribute("content")
    person.evaluate(
        """(owner) => {
          for (let number = 0; number < 220; number += 1) {
            const id = String(number).padStart(32, "0");
            const copy = { id, when: Date.now(), entries: [] };
            localStorage.setItem(`unsaved-text:${owner}:/x/:${number}`, JSON.stringify(copy));
          }
        }""",
        owner,
    )
    asked: list[str] = []
    person.on("request", lambda sent: asked.append(sent.url) if "/sesion/?" in sent.url else None)
    person.evaluate("() => portalSession.ask()")
    assert {name for url in asked for name in re.findall(r"copy=(\d+)", url)} == {
        str(number).zfill(32) for number in range(220)
    }
    assert max(map(len, asked)) < 2500
