"""Calls on a small telephone without JavaScript, and nothing that axe objects to."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from ..call_content import HOST, LINK, add_call, allow_hosts
from .test_design import ALL_COMBINATIONS, SPACED, WIDTH, browser_that_looks, findings_of_axe, size


def add_calls() -> None:
    allow_hosts(HOST)
    now, day = timezone.now(), timedelta(days=1)
    add_call("Abierta", now + 9 * day, apply_url=LINK, opens_at=now - 20 * day)
    add_call("Anunciada", now + 20 * day, opens_at=now + 2 * day, type="licitacion")
    add_call("Hoy", now + timedelta(minutes=5), opens_at=now - 3 * day)
    add_call("Cerrada", now - 2 * day, opens_at=now - 9 * day, type="consultoria")


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 640})
def test_an_open_call_is_two_taps_from_the_front_page_and_a_closed_one_leads_back(
    page: Page, live_server, content
):
    add_calls()
    page.goto(f"{live_server.url}/es/")
    page.get_by_role("link", name="Abierta", exact=True).click()
    button = page.get_by_role("link", name="Postular en el sitio de la organización")
    expect(button).to_have_attribute("href", LINK)
    assert page.evaluate(WIDTH) <= 320
    page.get_by_role("link", name="Convocatorias").first.click()
    expect(page.locator(".call-row")).to_have_count(3)
    assert page.evaluate(WIDTH) <= 320
    page.goto(f"{live_server.url}/es/convocatorias/cerrada/")
    expect(page.locator(".call-kind .tag")).to_have_text("Cerrada")
    page.get_by_role("link", name="Ver las 2 abiertas").click()
    expect(page).to_have_url(f"{live_server.url}/es/convocatorias/")


@pytest.mark.full
def test_axe_finds_nothing_in_any_language_colour_scheme_and_width(browser: Browser, site: str):
    add_calls()
    year = (timezone.localtime() - timedelta(days=2)).year
    for language, scheme, width in ALL_COMBINATIONS:
        look = {"locale": language, "color_scheme": scheme, "viewport": size(width)}
        with browser_that_looks(browser, bypass_csp=True, **look) as page:
            for path in ("", f"{year}/", "abierta/", "anunciada/", "hoy/", "cerrada/"):
                page.goto(f"{site}/{language}/convocatorias/{path}")
                assert findings_of_axe(page) == [], (language, scheme, width, path)
                page.add_style_tag(content=SPACED)
                assert page.evaluate(WIDTH) <= width, (language, width, path)
