"""What a first visit costs on a weak network, with the static files and headers of production."""

import pytest
from playwright.sync_api import Browser

KIB = 1024
PAGES = [
    "/es/",
    "/en/",
    "/es/quienes-somos/",
    "/es/quienes-somos/mision/",
    "/es/quienes-somos/valores/",
    "/es/quienes-somos/historia/",
    "/es/quienes-somos/historia/1974-retorno/",
    "/es/programas/",
    "/es/programas/migracion-forzada/",
    "/es/programas/expertos-integrados/",
    "/es/buscar/?q=oim",
    "/es/datos/",
    "/es/no-existe/",
    "/cuenta/entrar/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_first_view_is_light_and_asks_nobody_else(portal, browser: Browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(portal.address + address, wait_until="networkidle")

    weight = sum(request.sizes()["responseBodySize"] for request in requests)
    assert requests, "nothing was measured"
    assert len(requests) <= 7
    assert weight <= 29.5 * KIB  # the rest of 30 is for headers, which HTTP/2 compresses
    assert {request.url.startswith(portal.address) for request in requests} == {True}
    context.close()


def test_a_second_page_fetches_no_style_again(portal, browser: Browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(portal.address + "/es/", wait_until="networkidle")
    fetched = []
    # Of what comes from its cache, the browser tells less than nothing.
    page.on(
        "requestfinished",
        lambda request: fetched.append(max(0, request.sizes()["responseBodySize"])),
    )
    page.goto(portal.address + "/es/programas/", wait_until="networkidle")
    assert 0 < sum(fetched) <= 6 * KIB
    context.close()
