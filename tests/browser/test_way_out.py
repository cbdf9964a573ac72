"""The way out of a sensitive page, as somebody presses it in a hurry."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from pages.models.settings import NEUTRAL_PAGE

from ..factories import add_page

PHONE = {"width": 360, "height": 640}
ADDRESS = "/es/apoyo/"


@pytest.fixture
def sensitive(page: Page, site: str) -> Page:
    """The browser on a sensitive page, to which it has come from the front page."""
    section = add_page(title="Apoyo", lead_es="Un texto " * 300, sensitive=True)
    add_page(section, title="Más apoyo")
    page.route(f"{NEUTRAL_PAGE}**", neutral)
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/es/")
    page.goto(f"{site}{ADDRESS}")
    return page


def neutral(route: Route) -> None:
    """The site of others; it tells what it was told of the page before."""
    came_from = route.request.headers.get("referer", "")
    route.fulfill(body=f"<title>El tiempo</title><p>{came_from}</p>", content_type="text/html")


def has_left(page: Page) -> None:
    expect(page).to_have_url(NEUTRAL_PAGE)
    expect(page.locator("p")).to_have_text("")
    assert page.evaluate("document.referrer") == ""


# What a press has done before the neutral page arrives, which may take long.
PRESS = """(() => {
  document.getElementById("salir").click();
  const {title, body} = document;
  return {title, url: location.pathname, html: body.innerHTML, role: body.firstChild.role};
})()"""


def test_a_press_blanks_the_page_leads_away_and_back_leads_to_the_page_before(
    sensitive: Page, site: str
):
    expect(sensitive).to_have_title(re.compile("^Apoyo"))
    pressed = sensitive.evaluate(PRESS)
    assert (pressed["title"], pressed["url"], pressed["role"]) == ("Cargando…", "/es/", "alert")
    assert re.fullmatch("<p [^>]*>Cargando…</p>", pressed["html"])
    has_left(sensitive)
    sensitive.go_back()
    expect(sensitive).to_have_url(f"{site}/es/")
    expect(sensitive.locator("h1")).to_be_visible()


@pytest.mark.full
def test_two_tabs_and_shift_three_times_lead_away(sensitive: Page, site: str):
    sensitive.keyboard.press("Tab")
    expect(sensitive.locator(".skip-link")).to_be_focused()
    expect(sensitive.locator(".skip-link")).to_be_in_viewport(ratio=1)
    assert sensitive.locator(".skip-link").evaluate(
        "link => document.elementFromPoint(9, link.getBoundingClientRect().top + 9) === link"
    )
    sensitive.keyboard.press("Tab")
    expect(sensitive.locator("#salir")).to_be_focused()
    sensitive.keyboard.press("Enter")
    has_left(sensitive)

    sensitive.goto(f"{site}{ADDRESS}")
    hint = sensitive.get_by_role("status")
    expect(hint).to_have_text("También con Mayúsculas, tres veces")
    sensitive.keyboard.press("Shift")
    expect(hint).to_have_text("Pulse Mayúsculas dos veces más")
    # Another key between them, or a capital letter, begins again.
    sensitive.keyboard.press("a")
    expect(hint).to_have_text("También con Mayúsculas, tres veces")
    for letter in "OIM":
        sensitive.keyboard.press(f"Shift+{letter}")
    expect(hint).to_have_text("También con Mayúsculas, tres veces")
    sensitive.keyboard.press("Shift")
    sensitive.keyboard.press("Shift")
    expect(hint).to_have_text("Pulse Mayúsculas una vez más")
    sensitive.keyboard.press("Shift")
    has_left(sensitive)


@pytest.mark.full
def test_it_stays_in_view_and_back_shows_no_other_sensitive_page_either(sensitive: Page, site: str):
    sensitive.get_by_role("link", name="Borrar historial").click()
    traces = sensitive.locator("#huellas")
    expect(traces).to_be_in_viewport()
    expect(traces.get_by_text("el botón «Atrás»")).to_be_hidden()
    expect(sensitive.locator("#salir")).to_be_in_viewport(ratio=1)
    covered = sensitive.locator(".exit").evaluate("bar => bar.getBoundingClientRect().bottom")
    assert traces.evaluate("part => part.getBoundingClientRect().top") >= covered - 1
    assert sensitive.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    sensitive.goto(f"{site}{ADDRESS}mas-apoyo/")
    sensitive.locator("#salir").click()
    has_left(sensitive)
    for _page_before in range(2):
        sensitive.go_back()
        has_left(sensitive)
    # Who comes back on purpose reads it, and goes back and forth as everywhere.
    sensitive.goto(f"{site}{ADDRESS}")
    expect(sensitive.locator("h1")).to_have_text("Apoyo")
    sensitive.goto(f"{site}{ADDRESS}mas-apoyo/")
    sensitive.go_back()
    expect(sensitive.locator("h1")).to_have_text("Apoyo")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_a_link_and_the_page_says_what_stays(sensitive: Page):
    expect(sensitive.get_by_role("status")).to_be_hidden()
    sensitive.get_by_role("link", name="Borrar historial").click()
    traces = sensitive.locator("#huellas")
    expect(traces).to_be_in_viewport()
    expect(traces.get_by_text("el botón «Atrás»")).to_be_visible()
    sensitive.get_by_role("link", name="Salir de esta página").click()
    expect(sensitive).to_have_url(NEUTRAL_PAGE)
