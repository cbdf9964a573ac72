"""The line below a form is always true: in the portal, on this computer, or in this window."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from history.models import Theme
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from pages.models import ContentPage, HomePage

from ..factories import add_page, publish_page
from .saved_state import (
    COPIES,
    OFFER,
    expect_copies,
    expect_state,
    line,
    open_form,
    press_save,
    record_states,
    states,
)

pytestmark = pytest.mark.django_db(transaction=True)

AT = re.compile(r"Guardado en el portal, \d?\d:\d\d")
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""
FULL_STORAGE = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
};"""


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


def edit_url(page: ContentPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def draft(page: ContentPage) -> str:
    page.refresh_from_db()
    return page.get_latest_revision_as_object().lead_es


def type_text(window: Page, text: str) -> None:
    window.locator("#id_lead_es").fill(text)


def test_without_a_network_it_is_on_this_computer_and_goes_to_the_portal_when_there_is_one(
    staff, page
):
    window = staff(EDITOR)
    record_states(window)
    open_form(window, edit_url(page))
    expect(line(window)).to_contain_text(AT)
    type_text(window, "Uno")
    expect_state(window, "portal")
    assert draft(page) == "Uno"

    window.context.set_offline(True)
    type_text(window, "Dos")
    expect_state(window, "offline")
    expect(line(window)).to_contain_text("Guardado en esta computadora")
    press_save(window)
    expect(window.locator("[data-edit-form]")).to_be_visible()
    expect(window.locator(".w-dialog[aria-hidden=false]")).to_have_count(0)
    expect_state(window, "offline")
    expect_copies(window, 1)
    assert draft(page) == "Uno"

    window.context.set_offline(False)
    expect_state(window, "portal")
    assert draft(page) == "Dos"
    expect_copies(window, 0)
    noted = ["portal", "saving", "portal", "saving", "offline", "saving", "portal"]
    assert states(window) == noted


@pytest.mark.full
def test_the_line_does_not_flicker_while_somebody_types(staff, page):
    window = staff(EDITOR)
    record_states(window)
    open_form(window, edit_url(page))
    field = window.locator("#id_lead_es")
    for _sentence in range(4):
        field.press_sequentially(" Una frase de verdad.", delay=60)
        window.wait_for_timeout(2500)  # as somebody who thinks
    expect_state(window, "portal")
    noted = window.evaluate("states")
    assert {state for state, _moment in noted} == {"portal", "saving"}
    moments = [moment for _state, moment in noted]
    assert min(b - a for a, b in zip(moments[1:], moments[2:], strict=False)) > 400
    assert line(window).get_attribute("role") == "status"


@pytest.mark.full
def test_text_typed_while_an_autosave_is_on_its_way_arrives_too(staff, page):
    window = staff(EDITOR)
    open_form(window, edit_url(page))
    held = []

    def hold_the_first(route):
        route.continue_() if held else held.append(route)

    window.route(f"**{edit_url(page)}", hold_the_first)
    type_text(window, "Uno")
    window.wait_for_timeout(3000)
    assert len(held) == 1
    type_text(window, "Uno y dos")
    window.wait_for_timeout(700)
    expect_state(window, "saving")
    held[0].continue_()
    expect_state(window, "portal")
    assert draft(page) == "Uno y dos"


@pytest.mark.full
@pytest.mark.parametrize("answer", ["refused", "502"])
def test_a_server_that_is_down_is_not_a_lost_text(staff, page, answer):
    window = staff(EDITOR)
    open_form(window, edit_url(page))

    def fail(route):
        route.abort("connectionrefused") if answer == "refused" else route.fulfill(
            status=502, body="<h1>Bad gateway</h1>"
        )

    window.route("**/admin/**", fail)
    type_text(window, "Con el servidor caído")
    expect_state(window, "offline" if answer == "refused" else "server")
    expect(line(window)).to_contain_text("Guardado en esta computadora")
    press_save(window)
    expect(window.locator("[data-edit-form]")).to_be_visible()
    window.unroute_all()
    expect_state(window, "portal")
    assert draft(page) == "Con el servidor caído"


@pytest.mark.full
@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE], ids=["none", "full"])
def test_where_the_browser_keeps_no_copy_the_window_is_to_be_left_open(staff, page, script):
    window = staff(EDITOR)
    window.add_init_script(script)
    open_form(window, edit_url(page))
    window.context.set_offline(True)
    type_text(window, "Solo aquí")
    expect_state(window, "offline")
    expect(line(window)).to_contain_text("Deje abierta esta ventana")
    expect(line(window)).not_to_contain_text("Guardado", use_inner_text=True)
    press_save(window)
    expect(window.locator("#id_lead_es")).to_have_value("Solo aquí")
    window.context.set_offline(False)
    expect_state(window, "portal")
    assert draft(page) == "Solo aquí"


@pytest.mark.full
def test_a_text_that_is_larger_than_the_storage_is_saved_in_the_portal(staff, page):
    window = staff(EDITOR)
    open_form(window, edit_url(page))
    window.evaluate(
        """() => { for (let size = 8_000_000; size > 1000; size = Math.floor(size / 2)) {
          try { localStorage.setItem(`other ${size}`, "x".repeat(size)); } catch { /* full */ }
        } }"""
    )
    window.context.set_offline(True)
    type_text(window, "largo " * 20_000)
    expect_state(window, "offline")
    expect(line(window)).to_contain_text("Deje abierta esta ventana")
    window.context.set_offline(False)
    expect_state(window, "portal")
    assert draft(page).startswith("largo largo")


@pytest.mark.full
def test_what_the_server_refuses_is_on_this_computer_and_the_line_says_why(staff, page):
    window = staff(EDITOR)
    open_form(window, edit_url(page))
    window.get_by_role("tab", name="Publicación").click()
    window.locator("#id_review_on").evaluate("field => { field.type = 'text'; }")
    window.locator("#id_review_on").fill("ningún día")
    expect_state(window, "rejected")
    expect(line(window)).to_contain_text("Guardado en esta computadora")
    expect_copies(window, 1)
    press_save(window)
    expect_state(window, "returned")
    expect_copies(window, 1)


@pytest.mark.full
def test_a_page_that_is_sent_to_review_from_another_tab_keeps_the_words_of_this_one(staff, page):
    window = staff(EDITOR)
    open_form(window, edit_url(page))
    other = window.context.new_page()
    open_form(other, edit_url(page))
    other.locator(".footer__container [data-w-dropdown-target='toggle']").click()
    other.get_by_role("button", name=re.compile("Enviar a")).click()
    other.wait_for_load_state()
    type_text(window, "Llega tarde")
    expect(line(window)).to_have_attribute("data-state", re.compile("newer|locked"))
    expect_copies(window, 1)
    assert draft(page) == "Al comienzo"


@pytest.mark.full
@pytest.mark.parametrize("way", ["save", "publish", "submit", "other tab"])
def test_a_copy_goes_when_its_text_has_arrived_by_whatever_way(staff, page, way):
    window = staff(PUBLISHER)
    open_form(window, edit_url(page))
    window.context.set_offline(True)
    type_text(window, "Llega")
    expect_copies(window, 1)
    if way == "other tab":
        window.close(run_before_unload=False)
        window.context.set_offline(False)
        window = window.context.new_page()
        window.goto(edit_url(page))
        window.locator(f"{OFFER} [data-recover]").click()
    else:
        # The copy is here, and the answer to the form that brings its text does not come back.
        window.context.set_offline(False)
        name = {"save": "Guardar borrador", "publish": "Publicar", "submit": "Enviar a"}[way]
        if way != "save":
            window.locator(".footer__container [data-w-dropdown-target='toggle']").click()
        window.get_by_role("button", name=re.compile(name)).first.click()
    window.wait_for_load_state()
    other = window.context.new_page()
    other.goto(reverse("wagtailadmin_home"))
    expect_copies(other, 0)
    assert draft(page) == "Llega"


@pytest.mark.full
def test_a_new_page_is_not_in_the_portal_before_it_is(staff, content):
    window = staff(EDITOR)
    home = HomePage.objects.get()
    open_form(window, reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk]))
    expect_state(window, "new")
    window.context.set_offline(True)
    window.locator("#id_title").fill("Nueva")
    window.locator("#id_title").blur()
    window.wait_for_function("() => document.querySelector('#id_slug').value !== ''")
    expect_state(window, "offline")
    assert not ContentPage.objects.filter(title="Nueva").exists()
    window.context.set_offline(False)
    expect_state(window, "portal")
    assert ContentPage.objects.get(title="Nueva").latest_revision
    window.wait_for_function(f"() => {COPIES} === 0")


@pytest.mark.full
def test_a_form_without_drafts_says_that_a_button_is_to_be_pressed(staff, content):
    window = staff(ADMINISTRATOR)
    theme = Theme.objects.first()
    open_form(window, reverse("wagtailsnippets_history_theme:edit", args=[theme.pk]))
    expect_state(window, "portal")
    window.locator("#id_name_es").fill("Otro nombre")
    expect_state(window, "manual")
    expect(line(window)).to_contain_text("Guardado en esta computadora")
    press_save(window)
    expect(window.locator(".messages .success")).to_be_visible()
    expect_copies(window, 0)
    assert Theme.objects.get(pk=theme.pk).name_es == "Otro nombre"
