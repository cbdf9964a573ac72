"""Pages on paper: all there is to read, and nothing that one can only press."""

from django.conf import settings
from playwright.sync_api import Page, expect


def test_paper_shows_what_a_screen_keeps_closed_and_no_menus(page: Page, site: str):
    page.emulate_media(media="print")
    page.goto(f"{site}/es/todos-los-bloques/")
    expect(page.locator("h1")).to_be_visible()
    for text in page.locator(".accordion__text, .video__transcript .prose").all():
        expect(text).to_be_visible()
    expect(page.get_by_role("button").locator("visible=true")).to_have_count(0)
    expect(page.locator("nav").locator("visible=true")).to_have_count(0)


def test_the_printed_history_is_whole_and_compact(page: Page, site: str):
    page.goto(f"{site}/es/quienes-somos/historia/")
    page.reload()  # from the second view on, all is in the portal's typeface
    events = page.locator(".timeline__event").count()
    assert events > 10
    page.emulate_media(media="print")
    for part in ("event", "date", "heading", "words"):
        shown = page.locator(f".timeline__{part}").locator("visible=true")
        expect(shown).to_have_count(events)
    expect(
        page.locator(".filters, .rail, .timeline .strip, .section-menu").locator("visible=true")
    ).to_have_count(0)
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 5


def test_paper_says_where_the_page_is(page: Page, site: str):
    page.emulate_media(media="print")
    for path in ("/es/quienes-somos/mision/", "/en/datos/"):
        page.goto(site + path)
        expect(page.locator(".paper-address")).to_have_text(settings.PORTAL_URL + path)
        expect(page.locator(".part > .disclosure").locator("visible=true")).to_have_count(0)
