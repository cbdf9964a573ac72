"""The portal without a mouse: the way around each page, and where one is on it."""

from playwright.sync_api import Page, expect

STOPS = "a[href]:not([tabindex='-1']), button, summary, input, select, textarea, [tabindex='0']"
# Whatever cannot be seen cannot be reached: what a closed line of an accordion holds, for one.
REACHABLE = f"""[...document.querySelectorAll("{STOPS}")]
  .filter(element => element.checkVisibility({{visibilityProperty: true}}))
  .map(element => element.outerHTML)"""
FOCUSED = """(() => {
  const element = document.activeElement, box = element.getClientRects()[0];
  const style = getComputedStyle(element);
  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    html: element.outerHTML,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: element.contains(top),
    inside: box.top >= ring && box.bottom <= innerHeight - ring,
  };
})()"""


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, site: str):
    page.goto(f"{site}/es/quienes-somos/mision/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_every_stop_is_reached_in_the_order_of_the_page_and_seen(page: Page, site: str):
    for path in ("", "quienes-somos/historia/", "todos-los-bloques/"):
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(f"{site}/es/{path}")
        expected = page.evaluate(REACHABLE)
        seen = []
        for _stop in expected:
            page.keyboard.press("Tab")
            seen.append(page.evaluate(FOCUSED))
        assert [stop["html"] for stop in seen] == expected, path
        unseen = [s for s in seen if not (s["ringed"] and s["uncovered"] and s["inside"])]
        assert unseen == [], path


def test_an_accordion_and_the_filters_open_with_the_keyboard(page: Page, site: str):
    page.goto(f"{site}/es/todos-los-bloques/")
    line = page.locator(".accordion__heading").first
    text = page.locator(".accordion__text").first
    expect(text).to_be_hidden()
    line.press("Enter")
    expect(text).to_be_visible()

    page.goto(f"{site}/es/quienes-somos/historia/")
    page.locator(".filters summary").press("Enter")
    page.locator(".filters a[href*='decada=1980']").press("Enter")
    expect(page).to_have_url(f"{site}/es/quienes-somos/historia/?decada=1980#resultado")
    expect(page.locator(".timeline__decade")).to_have_count(1)
    # Whoever has filtered sees by what.
    expect(page.locator(".filters [aria-current]").first).to_be_visible()
