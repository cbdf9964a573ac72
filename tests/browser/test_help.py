"""Help on a phone, without a script and on paper."""

from itertools import cycle, pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from ..contact_points import help_index
from ..help_content import add_help, add_kreyol, add_point
from .test_design import ALL_COMBINATIONS, WIDTH, browser_that_looks, findings_of_axe, size

PHONE = {"viewport": {"width": 360, "height": 740}}
WORDS = {"es": ("Ayuda", "renovar un documento"), "en": ("Help", "renew a document")}
SEARCH = {"es": "Buscar", "en": "Search"}


@pytest.fixture
def help_site(transactional_db, content, live_server) -> str:
    """A portal with two needs, of which the first is full, and a page in Kreyòl."""
    index = help_index()
    points = [
        add_point(
            index, title, display_title_en=f"{title} (en)", hours_es="De 8 a 17", hours_en="8–17"
        )
        for title in ("Línea", "Oficina")
    ]
    text = "<p>Vaya a la oficina que le quede más cerca y pida una cita. Es gratis.</p>"
    items = "<ul><li>la cédula,</li><li>una copia,</li><li>una foto.</li></ul>"
    steps = [(f"Haga la cosa número {number}", text + items * (number == 3)) for number in range(6)]
    add_help(
        index,
        "renovar un documento",
        *points,
        steps=steps,
        display_title_en="renew a document",
        lead_es="Se puede, y no cuesta nada.",
        lead_en="You can, and it costs nothing.",
    )
    add_help(index, "hablar con alguien", points[1], display_title_en="talk to somebody")
    add_kreyol(index, points[0])
    add_kreyol(index, title="مساعدة", slug="ar", own_language="ar", lead_es="اتصل بنا.", body_es="")
    return live_server.url


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.browser_context_args(java_script_enabled=False, **PHONE)
def test_whom_to_call_is_two_taps_away_or_one_search(page: Page, help_site: str, language: str):
    word, need = WORDS[language]
    page.goto(f"{help_site}/{language}/quienes-somos/mision/")
    link = page.locator("header").get_by_role("link", name=word, exact=True)
    box = link.bounding_box()
    assert box["y"] + box["height"] <= 132  # the height of the header
    link.click()
    page.locator("main").get_by_role("link", name=need).click()
    number = page.locator(".call-now").get_by_role("link")
    expect(number).to_have_attribute("href", "tel:+59322123456")
    assert number.bounding_box()["y"] < PHONE["viewport"]["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.goto(f"{help_site}/{language}/")
    page.locator("header").get_by_role("link", name=SEARCH[language], exact=True).click()
    page.locator("main").get_by_role("searchbox").fill(need)
    page.keyboard.press("Enter")
    page.locator(".results__title").first.click()
    expect(number).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_keyboard_goes_through_the_header_as_the_eye_does(
    page: Page, help_site: str, width: int
):
    page.set_viewport_size(size(width))
    page.goto(f"{help_site}/es/")
    stops = page.locator("header :is(a, input, button)").filter(visible=True).all()
    boxes = [stop.bounding_box() for stop in stops]
    assert len(boxes) >= 6
    for box, following in pairwise(boxes):
        beside = box["x"] + box["width"] <= following["x"]
        assert beside or box["y"] + box["height"] <= following["y"], (box, following)


def test_a_full_page_of_help_is_one_sheet_of_paper(page: Page, help_site: str):
    page.goto(f"{help_site}/es/ayuda/renovar-un-documento/")
    expect(page.get_by_role("button", name="Imprimir en una hoja")).to_be_visible()
    page.emulate_media(media="print")
    for part in (".steps__title", ".contact-points", ".sheet-address"):
        expect(page.locator(part).first).to_be_visible()
    expect(
        page.locator(".help-acts, .help-link, .site-footer").locator("visible=true")
    ).to_have_count(0)
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


@pytest.mark.full
def test_axe_finds_nothing_on_pages_of_help(browser: Browser, help_site: str):
    addresses = ["ayuda/", "ayuda/renovar-un-documento/", "ayuda/kreyol/", "ayuda/ar/", "nada/"]
    found = {}
    for address, look in zip(addresses, cycle(ALL_COMBINATIONS), strict=False):
        language, scheme, width = look
        options = {"locale": language, "color_scheme": scheme, "viewport": size(width)}
        with browser_that_looks(browser, **options) as page:
            page.goto(f"{help_site}/{language}/{address}")
            if findings := findings_of_axe(page):
                found[address, *look] = findings
            assert page.evaluate(WIDTH) <= width
    assert found == {}
