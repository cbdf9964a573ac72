"""What fits where: targets for a thumb, large text, the header, edges in forced colours."""

import pytest
from playwright.sync_api import Browser, Page

from .test_design import PAGES, WIDTH, browser_that_looks, size

# Links within a running text are as high as its lines (WCAG 2.5.8 excepts them).
SMALL = """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden])")]
  .filter((each) => !each.closest("svg") && !each.closest("p, dd, .prose, blockquote"))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.height > 1 && box.height < 24)
  .map(([each, box]) => `${each.textContent.trim()}: ${box.height}`)"""
ENDS = """() => ({
  content: document.querySelector(".site-header .ticks").getBoundingClientRect().right,
  last: Math.max(...[...document.querySelectorAll(".site-header__inner > *")]
    .map((each) => each.getBoundingClientRect().right)),
})"""


@pytest.mark.full
def test_whatever_one_presses_is_high_enough_for_a_thumb(browser: Browser, site: str):
    small = {}
    with browser_that_looks(browser, viewport=size(360)) as page:
        for name, path in PAGES.items():
            page.goto(site + path.format(language="es"))
            if found := page.evaluate(SMALL):
                small[name] = found
    assert small == {}


@pytest.mark.full
def test_text_of_twice_the_size_stays_on_the_screen(browser: Browser, site: str):
    wide = {}
    for screen in (360, 1280):
        with browser_that_looks(browser, viewport=size(screen), bypass_csp=True) as page:
            for name, path in PAGES.items():
                page.goto(site + path.format(language="es"))
                page.add_style_tag(content="html { font-size: 200% !important; }")
                if (width := page.evaluate(WIDTH)) > screen:
                    wide[name, screen] = width
    assert wide == {}


@pytest.mark.parametrize("screen", [320, 1280])
def test_a_word_of_200_letters_in_a_title_widens_no_page(page: Page, site: str, screen: int):
    page.set_viewport_size(size(screen))
    page.goto(f"{site}/es/quienes-somos/historia/1974-retorno/")
    for link in page.locator(".menu__link, .neighbours__link").all():
        link.evaluate("(link) => { link.lastChild.textContent = 'm'.repeat(200); }")
    assert page.evaluate(WIDTH) <= screen


def test_what_is_read_before_the_year_stands_above_it(page: Page, site: str):
    page.goto(f"{site}/es/quienes-somos/historia/1965-ejecucion/")
    parts = page.locator(".event__date .when__date > *").all()
    assert [part.inner_text() for part in parts] == ["desde", "1965", "en adelante"]
    tops = [part.bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)


def test_the_header_ends_where_the_content_does(page: Page, site: str):
    for width in (745, 768, 820, 900, 960, 991, 1280):
        page.set_viewport_size(size(width))
        page.goto(f"{site}/es/quienes-somos/")
        ends = page.evaluate(ENDS)
        assert abs(ends["content"] - ends["last"]) <= 1, width


@pytest.mark.full
def test_three_sections_stand_in_one_row_on_a_phone(portal, page: Page):
    page.set_viewport_size(size(360))
    page.goto(f"{portal.address}/es/")
    tops = {link.bounding_box()["y"] for link in page.locator(".menu__link").all()}
    assert len(tops) == 1
    assert page.locator(".site-header").bounding_box()["height"] <= 132


@pytest.mark.parametrize("part", [".hero", ".site-footer", ".brand__block"])
def test_parts_keep_their_edges_in_forced_colours(browser: Browser, site: str, part):
    with browser_that_looks(browser, forced_colors="active") as page:
        page.goto(f"{site}/es/")
        edges = page.locator(part).evaluate(
            "(part) => { const style = getComputedStyle(part);"
            " return parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth); }"
        )
        assert edges >= 1
