"""The typeface: it is the office's voice, and arrives late or never without moving a line."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from ..html import fold

OFFICE = Path(__file__).parents[1] / "data" / "contenido-es.txt"

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


# Besides titles, dates and numbers, in which the face is for display.
SPOKEN = """() => {
  const isSerif = (element) => getComputedStyle(element).fontFamily.includes("Portal Serif");
  return [...document.querySelectorAll("main *")]
    .filter((each) => isSerif(each) && !isSerif(each.parentElement))
    .filter((each) => !each.closest("h1, h2, h3, h4, a, .when, svg"))
    .map((each) => each.innerText);
}"""


@pytest.mark.parametrize(
    "address",
    [
        "/es/",
        "/es/quienes-somos/mision/",
        "/es/quienes-somos/valores/",
        "/es/quienes-somos/historia/",
        "/es/quienes-somos/historia/1974-retorno/",
        "/es/programas/",
        "/es/programas/expertos-integrados/",
        "/es/programas/migracion-forzada/",
    ],
)
def test_what_is_set_in_the_serif_is_the_offices_word_for_word(portal, page: Page, address):
    page.goto(portal.address + address)
    # Gaps are the portal's, and so are the capital of a value and the shape of a list.
    spoken = [fold(part) for text in page.evaluate(SPOKEN) for part in re.split(r"\[…\]|\n", text)]
    written = fold(OFFICE.read_text("utf-8")).lower()
    assert spoken
    assert [text for text in spoken if text.lower() not in written] == []
