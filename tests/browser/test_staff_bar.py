"""The bar of staff in a real browser, under the policy of public pages."""

import re

from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR
from oim_portal.admin.edit_bar.marker import MARKER


def test_an_editor_finds_the_way_from_a_public_page_to_its_editor(staff, live_server):
    page = staff(EDITOR)
    page.goto("/admin/")
    page.goto("/es/quienes-somos/mision/")
    bar = page.get_by_role("navigation", name="Para el personal")
    expect(bar).to_be_visible()
    bar.get_by_role("link", name="Editar esta página").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))


def test_a_visitors_browser_asks_for_no_bar(page: Page, site: str):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/es/", wait_until="networkidle")
    assert not [url for url in asked if "/cuenta/" in url]
    expect(page.locator(".staff-bar")).to_have_count(0)


def test_a_cookie_that_is_left_over_brings_no_bar(page: Page, site: str):
    page.context.add_cookies([{"name": MARKER, "value": "1", "url": site}])
    with page.expect_response("**/cuenta/barra/**") as answer:
        page.goto(f"{site}/es/")
    assert answer.value.status == 204
    expect(page.locator(".staff-bar")).to_have_count(0)
