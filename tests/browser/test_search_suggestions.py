"""Suggestions below the field of the search: by keyboard, by pointer, and with none of them."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import oim_portal

SCRIPT = Path(oim_portal.__file__).parent / "static" / "js" / "portal.js"


@pytest.fixture
def field(page: Page, site: str):
    page.goto(f"{site}/es/")
    return page.locator("header").get_by_role("combobox")


def test_the_script_is_small():
    assert len(gzip.compress(SCRIPT.read_bytes())) < 2_300


def test_the_keyboard_chooses_a_suggestion_and_leaves_the_list(page: Page, site: str, field):
    field.press_sequentially("mis")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Nuestra Misión")
    expect(field).to_have_attribute("aria-expanded", "true")

    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(field).to_be_focused()

    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options).to_have_count(0)
    expect(field).to_have_value("mis")

    field.press_sequentially("i")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(f"{site}/es/quienes-somos/mision/")


@pytest.mark.full
def test_enter_without_a_choice_searches_for_what_is_typed(page: Page, site: str, field):
    field.press_sequentially("misi")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(f"{site}/es/buscar/?q=misi")


def test_the_number_of_suggestions_is_announced(page: Page, site: str, field):
    said = page.locator("header form [role=status]")
    field.press_sequentially("repatriasi")
    expect(said).to_have_text("2 sugerencias")
    options = page.get_by_role("option")
    expect(options.nth(0)).to_contain_text("1991")
    field.press_sequentially("zzz")
    expect(said).to_have_text("Ninguna sugerencia")
    expect(options).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Tab")
    expect(said).to_have_text("")


@pytest.mark.full
def test_a_pointer_chooses_a_suggestion(page: Page, site: str, field):
    field.press_sequentially("valores")
    page.get_by_role("option", name="Nuestros Valores").click()
    expect(page).to_have_url(f"{site}/es/quienes-somos/valores/")


def test_the_form_works_when_no_suggestion_comes(page: Page, site: str, field):
    page.route("**/sugerencias/**", lambda route: route.abort())
    with page.expect_request("**/sugerencias/**"):
        field.press_sequentially("misi")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    expect(page).to_have_url(f"{site}/es/buscar/?q=misi")
