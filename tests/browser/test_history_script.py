"""What the script of the history adds; test_without_javascript.py does without it."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Browser, expect

HISTORY = "/es/quienes-somos/historia/"


def test_the_rail_follows_the_reader_and_so_does_the_language(portal, browser: Browser):
    """F3: what leads to a place on the page loads nothing, and leaves the focus where it leads."""
    context = browser.new_context(base_url=portal.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(HISTORY)
    asked: list[str] = []
    loaded = ("document", "fetch", "xhr")
    page.on("request", lambda each: each.resource_type in loaded and asked.append(each.url))
    page.locator(".rail__link", has_text="1990").press("Enter")
    expect(page.locator(".rail__link[aria-current]")).to_have_text(re.compile("^1990"))
    page.keyboard.press("Tab")
    expect(page.locator("#decada-1990 a:focus")).to_have_count(1)
    assert asked == []
    page.locator("a[hreflang=en]").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(r"/en/quienes-somos/historia/#1991-repatriacion$"))
    context.close()


def test_filtering_on_a_phone_shows_the_answer_and_goes_on_from_there(portal, browser: Browser):
    """F4: the answer is in view, and the next Tab is beside it."""
    context = browser.new_context(base_url=portal.address, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(HISTORY)
    page.locator(".filters summary").press("Enter")
    page.locator(".filters__option", has_text="Legal").press("Enter")
    expect(page).to_have_url(re.compile(r"\?tema=legal#resultado$"))
    expect(page.locator("#resultado p")).to_be_in_viewport()
    expect(page.locator(".timeline__event h4").first).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".filter-state__clear")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".timeline__event")).to_have_count(12)
    expect(page.locator(".rail")).to_be_in_viewport()
    context.close()


def test_a_citation_is_copied(portal, browser: Browser):
    context = browser.new_context(
        base_url=portal.address, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(f"{HISTORY}1959-miembro/")
    page.get_by_role("button", name="Copiar", exact=True).click()
    expect(page.get_by_role("button", name="Copiado")).to_be_focused()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".citing__text").first.inner_text()
    context.close()


def test_the_address_of_a_page_is_copied(portal, browser: Browser):
    context = browser.new_context(
        base_url=portal.address, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto("/es/programas/")
    page.get_by_role("button", name="Copiar enlace").click()
    expect(page.get_by_role("button", name="Copiado")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/es/programas/")
    context.close()


def test_a_citation_says_when_the_reader_read_the_page(portal, browser: Browser):
    for language, zone, apa, chicago in (
        ("es", "Asia/Tokyo", "Recuperado el 1 de enero de 2027, de", "Consultado el 1 de enero de"),
        ("en", "America/Guayaquil", "Retrieved December 31, 2026, from", "Accessed December 31,"),
    ):
        context = browser.new_context(base_url=portal.address, timezone_id=zone)
        page = context.new_page()
        page.clock.set_fixed_time(datetime(2026, 12, 31, 20, tzinfo=UTC))
        page.goto(f"{HISTORY}1959-miembro/".replace("/es/", f"/{language}/"))
        assert f"{apa} http" in page.locator(".citing__text").first.inner_text()
        page.get_by_text("BibTeX, RIS").click()
        assert chicago in page.locator(".citing__text").nth(1).inner_text()
        context.close()
