"""A history of hundreds of events as one uses it: by finger, by keyboard, on paper."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from history.dates import PartialDate
from history.models import HistoryEventPage
from history.years import MANY, WHOLE

from ..factories import publish_page
from ..many_events import add_many_events
from ..screenshots import FOLDER, side_by_side
from .test_design import WIDTH, browser_that_looks, findings_of_axe, size
from .test_keyboard import FOCUSED
from .test_sizes import SMALL

HISTORY = "/es/quienes-somos/historia/"
KIB = 1024


@pytest.fixture
def hundreds(site: str) -> str:
    add_many_events(288)
    return site + HISTORY


@pytest.mark.full
@pytest.mark.parametrize("script", [True, False])
def test_any_event_is_two_taps_away(browser: Browser, hundreds: str, script: bool):
    with browser_that_looks(browser, viewport=size(360), java_script_enabled=script) as page:
        page.goto(hundreds)
        event = page.locator(".timeline__title a", has_text="Programa de Retorno")
        expect(event).to_be_hidden()
        page.locator("#decada-1970 summary").click()
        event.click()
        expect(page).to_have_url(f"{hundreds}1974-retorno/")
        page.goto(hundreds)
        page.locator("a.years__boxes[aria-label^='1991']").click()
        expect(page.locator("#anio-1991")).to_be_in_viewport()
        page.locator("#anio-1991 a", has_text="Repatriación").first.click()
        expect(page).to_have_url(f"{hundreds}1991-repatriacion/")
        page.locator(".event__timeline a").click()
        expect(page.locator("[id='1991-repatriacion']")).to_be_in_viewport()


@pytest.mark.full
def test_a_link_into_a_closed_decade_opens_it(page: Page, hundreds: str):
    loaded: list[str] = []
    page.on("request", lambda each: each.is_navigation_request() and loaded.append(each.url))
    page.goto(f"{hundreds}#1974-retorno")
    expect(page.locator("[id='1974-retorno']")).to_be_in_viewport()
    expect(page.locator(".timeline__list[open]")).to_have_count(1)
    page.locator(".rail__link", has_text="1990").click()
    expect(page.locator("#decada-1990 .timeline__list")).to_have_attribute("open", "")
    page.locator("a.years__boxes[aria-label^='1985']").click()
    expect(page.locator("#anio-1985")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(f"{hundreds}#decada-1990")
    page.locator("a[hreflang=en]").evaluate("link => link.click()")
    page.wait_for_url("**/en/quienes-somos/historia/#**")
    assert len(loaded) == 2, "the page and its translation"


@pytest.mark.full
def test_years_and_lists_are_stops_in_the_order_of_time(page: Page, hundreds: str):
    page.set_viewport_size(size(360))
    page.goto(hundreds)
    page.locator(".rail__link").last.focus()
    stops = []
    for _stop in range(25):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    assert [stop for stop in stops if not (stop["ringed"] and stop["inside"])] == []
    assert not [stop for stop in stops if not stop["uncovered"]]
    names = page.evaluate(
        """[...document.querySelectorAll(".timeline a[href]:not([tabindex]), .timeline summary")]
          .filter((each) => each.checkVisibility({ visibilityProperty: true }))
          .map((each) => each.outerHTML)"""
    )
    assert [stop["html"] for stop in stops] == names[:25]
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED)["html"] == names[23]


@pytest.mark.full
@pytest.mark.parametrize("count", [MANY, 300])
def test_everything_is_open_on_paper_and_the_drawing_there_once(page: Page, site: str, count: int):
    add_many_events(count - 12)
    page.goto(site + HISTORY)
    page.emulate_media(media="print")
    listed = page.locator(".timeline__events > li")
    expect(listed).to_have_count(count)
    expect(listed.locator("visible=true")).to_have_count(count)
    texts = page.locator(".timeline__words").locator("visible=true")
    expect(texts).to_have_count(count if count <= WHOLE else 0)
    expect(page.locator("summary, .rail, .overview").locator("visible=true")).to_have_count(0)
    expect(page.locator("#decada-1970 .years").locator("visible=true")).to_have_count(1)
    assert (
        page.locator(".timeline__events > li > *").first.evaluate(
            "each => getComputedStyle(each).display"
        )
        == "table-cell"
    )


@pytest.mark.full
def test_hundreds_of_events_fit_every_screen_and_axe_finds_nothing(browser: Browser, hundreds: str):
    for scheme, width in (("light", 320), ("dark", 1280)):
        look = {"viewport": size(width), "color_scheme": scheme, "bypass_csp": True}
        with browser_that_looks(browser, **look) as page:
            page.goto(f"{hundreds}?decada=1970" if width == 320 else f"{hundreds}#1974-retorno")
            assert findings_of_axe(page) == []
            assert page.evaluate(SMALL) == []
            assert page.evaluate(WIDTH) <= width
            page.add_style_tag(content="html { font-size: 200% !important; }")
            assert page.evaluate(WIDTH) <= width


@pytest.mark.full
def test_forced_colours_tell_boxes_apart(browser: Browser, hundreds: str):
    with browser_that_looks(browser, forced_colors="active") as page:
        page.goto(hundreds)
        colours = {
            page.locator(f".legend .box--{form}").first.evaluate(
                "each => getComputedStyle(each).backgroundColor"
            )
            for form in ("day", "month", "year")
        }
        assert len(colours) == 3


@pytest.mark.full
def test_a_first_view_of_hundreds_is_light(portal, browser: Browser, content, visitor):
    """What is not the page itself is that of a server; its text is that of the tests' database."""
    page = browser.new_context().new_page()
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda each: each.is_navigation_request() or sizes.append(each.sizes()["responseBodySize"]),
    )
    page.goto(portal.address + HISTORY, wait_until="networkidle")
    page.context.close()
    add_many_events(288)
    html = visitor.get(HISTORY, headers={"accept-encoding": "gzip"})
    assert html.headers["Content-Encoding"] == "gzip"
    assert sum(sizes) > 15 * KIB
    assert sum(sizes) + len(html.content) <= 45 * KIB


@pytest.mark.full
@pytest.mark.parametrize("count", [1, 12, 40, 300, 3000])
def test_a_history_of_any_length_stands_within_the_screen(
    page: Page, site: str, request, count: int
):
    """With `--write-guide`, docs/images shows what only an eye can judge (`make images`)."""
    if count < 12:
        for event in HistoryEventPage.objects.exclude(slug="1974-retorno"):
            event.unpublish()
    else:
        events = add_many_events(count - 12) if count > 12 else []
        for added, year in zip(events, ("1492", "2041"), strict=False):
            event = HistoryEventPage.objects.get(pk=added.pk)
            event.date = PartialDate.parse(year)
            publish_page(event)
    seen = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 1600})
        page.goto(site + HISTORY)
        expect(page.locator(".history__facts")).to_contain_text(f"{count} ")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        seen.append(Image.open(BytesIO(page.screenshot())).convert("RGB"))
    if request.config.getoption("--write-guide"):
        side_by_side(seen).save(FOLDER / f"events-{count}.webp", quality=60, method=6)
