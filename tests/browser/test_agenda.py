"""The agenda on a small telephone without JavaScript, and nothing that axe objects to."""

from datetime import date
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from ..activities import add_activity, agenda_of_content
from ..factories import publish_page
from .test_design import ALL_COMBINATIONS, SPACED, WIDTH, browser_that_looks, findings_of_axe, size

CANCELLED = {"cancelled_on": date(2026, 11, 28), "cancelled_reason_es": "Por lluvia."}


def add_activities() -> None:
    agenda = agenda_of_content()
    for day in (1, 2, 3, 30):
        publish_page(add_activity(agenda, f"Acto {day}", first_day=date(2099, 12, day)))
    fair = {"first_day": date(2099, 12, 8), "last_day": date(2099, 12, 20)}
    publish_page(add_activity(agenda, "Feria", **fair, **CANCELLED))
    publish_page(add_activity(agenda, "Antes", first_day=date(2026, 3, 1)))


def overlap(one: dict, other: dict) -> bool:
    """Return whether two boxes have more than a rounded pixel in common."""

    def shared(start: str, length: str) -> float:
        ends = min(box[start] + box[length] for box in (one, other))
        return ends - max(one[start], other[start])

    return shared("x", "width") > 0.5 and shared("y", "height") > 0.5


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 640})
def test_each_mark_is_large_enough_for_a_finger_and_leads_to_its_row(
    page: Page, live_server, content
):
    add_activities()
    page.goto(f"{live_server.url}/es/agenda/")
    boxes = [target.bounding_box() for target in page.locator(".days__target").all()]
    assert len(boxes) == 5
    assert all(min(box["width"], box["height"]) >= 24 for box in boxes)
    assert not any(overlap(*pair) for pair in combinations(boxes, 2))
    page.locator(".days__link").nth(3).click()
    expect(page).to_have_url(f"{live_server.url}/es/agenda/#actividad-feria")
    row = page.locator("#actividad-feria")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("Cancelada")
    row.get_by_role("link", name="Feria", exact=True).click()
    expect(page.locator(".stop")).to_contain_text("Cancelada el 28 de noviembre de 2026")


@pytest.mark.full
def test_axe_finds_nothing_in_any_language_colour_scheme_and_width(browser: Browser, site: str):
    add_activities()
    for language, scheme, width in ALL_COMBINATIONS:
        look = {"locale": language, "color_scheme": scheme, "viewport": size(width)}
        with browser_that_looks(browser, bypass_csp=True, **look) as page:
            for path in ("", "2026/", "feria/", "antes/"):
                page.goto(f"{site}/{language}/agenda/{path}")
                assert findings_of_axe(page) == [], (language, scheme, width, path)
                page.add_style_tag(content=SPACED)
                assert page.evaluate(WIDTH) <= width, (language, width, path)
