"""What a first visit costs on a weak network, with the static files and headers of production."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from oim_portal.local.postgres_cluster import url

from ..portal_process import ROOT

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
PUBLISH = "from tests.kind_content import publish_each_kind; publish_each_kind()"
KINDS = [
    *("noticias/", "noticias/una-noticia/", "agenda/", "agenda/una-actividad/"),
    *("agenda/una-cancelada/", "publicaciones/", "publicaciones/una-publicacion/"),
    *("convocatorias/una-convocatoria/", "convocatorias/una-cerrada/", ""),
]


@pytest.fixture(scope="module")
def portal_with_kinds(started_portal):
    """A running portal with a page of each kind of content."""
    started_portal.start()
    environment = os.environ | {
        "DATABASE_URL": url(started_portal.cluster),
        "DJANGO_SETTINGS_MODULE": "oim_portal.local.settings",
        "PORTAL_VAR": str(started_portal.var),
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PUBLISH]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return started_portal


@pytest.mark.parametrize("address", PAGES)
def test_a_first_view_is_light_and_asks_nobody_else(portal, browser: Browser, address):
    look_at(portal, browser, address)


@pytest.mark.full
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("address", KINDS)
def test_a_first_view_of_each_kind_of_content_is_light(
    portal_with_kinds, browser: Browser, address, language
):
    """Without its pictures, which are the editors'."""
    look_at(portal_with_kinds, browser, f"/{language}/{address}", without_pictures=True)


def look_at(portal, browser: Browser, address: str, *, without_pictures: bool = False) -> None:
    """Load a page as a telephone does that has never seen the portal, and weigh what it fetches."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    assert page.goto(portal.address + address, wait_until="networkidle").status in (200, 404)
    if without_pictures:
        requests = [each for each in requests if each.resource_type != "image"]

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
