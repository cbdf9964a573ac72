"""A contact point without JavaScript: it is found in a search, and its button leads back to it."""

import pytest
from playwright.sync_api import Page, expect

from pages.kinds.help.models import Unanswered

from ..contact_points import NUMBER, add_point


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 360, "height": 740})
def test_a_visitor_finds_a_number_and_says_that_it_did_not_answer(page: Page, live_server, content):
    point = add_point()
    page.goto(f"{live_server.url}/es/buscar/?q=llamar")
    page.locator(".results__title").click()
    expect(page).to_have_url(f"{live_server.url}/es/contacto/#linea-de-ayuda")
    expect(page.locator("#linea-de-ayuda").get_by_role("link", name=NUMBER)).to_be_visible()
    thanks = page.locator("#gracias-linea-de-ayuda")
    expect(thanks).to_be_hidden()
    page.get_by_role("button", name="Este número no respondió").click()
    expect(page).to_have_url(f"{live_server.url}/es/contacto/#gracias-linea-de-ayuda")
    expect(thanks).to_be_visible()
    assert Unanswered.objects.get(point=point).count == 1
    assert page.context.cookies() == []
