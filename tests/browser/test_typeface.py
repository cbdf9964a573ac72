"""The typeface of the portal arrives late, or never: no line of a page moves."""

import pytest
from playwright.sync_api import Browser, Route

FONT = "**/*.woff2"
PAINTED = """() => new Promise((done) => {
  const look = () => performance.getEntriesByName("first-contentful-paint").length
    ? done() : requestAnimationFrame(look);
  look();
})"""
MOVED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(() => done([]))));
})"""


@pytest.mark.parametrize("arrives", [True, False], ids=["late", "never"])
def test_a_page_does_not_move(portal, browser: Browser, arrives):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    held: list[Route] = []
    page.route(FONT, lambda route: held.append(route) if arrives else route.abort())
    page.goto(f"{portal.address}/es/quienes-somos/mision/", wait_until="commit")
    page.evaluate(PAINTED)
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    assert bool(held) == arrives
    assert page.evaluate(MOVED) == []
    page.close()
