"""Complaining on a small telephone: two taps from any page, and nothing that axe objects to."""

import pytest
from playwright.sync_api import Browser, expect

from pages.kinds.accountability.models import AccountabilityPage, Channel, Duty

from ..factories import add_page, publish_page
from .test_design import ALL_COMBINATIONS, SPACED, WIDTH, browser_that_looks, findings_of_axe, size

FORM = "https://example.org/denuncias"


@pytest.fixture
def accountability(site: str) -> str:
    texts = {
        f"{name}_{code}": "<p>Text</p>"
        for name in AccountabilityPage.translated_panels
        for code in ("es", "en")
    }
    titles = {"title": "Quejas y denuncias", "display_title_en": "Complaints and reports"}
    page = add_page(model=AccountabilityPage, **titles, **texts)
    for duty, address in ((Duty.ABUSE, FORM), (Duty.COMPLAINTS, "quejas@example.org")):
        labels = {"label_es": f"Canal de {duty}", "label_en": f"Channel for {duty}"}
        page.channels.add(Channel(duty=duty, address=address, **labels))
    publish_page(page)
    return site


def look_at(browser: Browser, site: str, language: str, scheme: str, width: int) -> list[str]:
    """Tap from the front page to the channel; return what axe finds and what does not fit."""
    look = {"locale": language, "color_scheme": scheme, "viewport": size(width)}
    with browser_that_looks(browser, bypass_csp=True, **look) as page:
        page.goto(f"{site}/{language}/")
        title = {"es": "Quejas y denuncias", "en": "Complaints and reports"}[language]
        page.locator("footer").get_by_role("link", name=title).click()
        expect(page.locator(f".duty a[href='{FORM}']")).to_be_visible()
        found = findings_of_axe(page)
        page.add_style_tag(content=SPACED)
        return found + [f"{width} wide"] * (page.evaluate(WIDTH) > width)


@pytest.mark.full
def test_two_taps_lead_to_a_channel_and_nothing_stands_in_the_way(
    browser: Browser, accountability: str
):
    for look in (("es", "light", 320), ("en", "dark", 1280)):
        assert look_at(browser, accountability, *look) == [], look


@pytest.mark.full
def test_so_they_do_in_any_language_colour_scheme_and_width(browser: Browser, accountability: str):
    for look in ALL_COMBINATIONS:
        assert look_at(browser, accountability, *look) == [], look
