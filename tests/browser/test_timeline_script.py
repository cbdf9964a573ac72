"""What the timeline's script adds; test_without_javascript.py does without it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

HISTORY = "/es/quienes-somos/historia/"


@pytest.fixture
def reader(portal, browser: Browser) -> Page:
    context = browser.new_context(base_url=portal.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(HISTORY)
    page.evaluate("window.isTheSamePage = true")
    yield page
    assert page.evaluate("window.isTheSamePage") is True, "the page was loaded again"
    context.close()


def test_a_filter_is_followed_without_a_new_page_and_stays_in_focus(reader):
    reader.get_by_text("Filtros", exact=True).first.click()
    link = reader.locator("[data-filter]", has_text="Legal")
    link.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("[data-event]")).to_have_count(2)
    expect(reader).to_have_url(re.compile(r"\?tema=legal#cronologia$"))
    expect(reader.locator("[data-filter]", has_text="Legal")).to_be_focused()
    expect(reader.locator("[data-filter]", has_text="Legal")).to_have_attribute(
        "aria-current", "true"
    )

    english = reader.locator(".languages a[hreflang=en]")
    expect(english).to_have_attribute("href", "/en/quienes-somos/historia/?tema=legal")

    reader.go_back()
    expect(reader.locator("[data-event]")).to_have_count(12)
    expect(english).to_have_attribute("href", "/en/quienes-somos/historia/")


def test_a_reader_in_the_middle_of_the_timeline_changes_language_there(portal, browser: Browser):
    context = browser.new_context(base_url=portal.address)
    page = context.new_page()
    page.goto(HISTORY)
    page.locator("#p-relato-1991").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('1980s-1990s').scrollIntoView()")
    page.locator("a[hreflang=en]").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(r"/en/quienes-somos/historia/#1980s-1990s$"))
    context.close()
