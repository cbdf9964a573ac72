"""A publication on a small telephone: nothing that axe objects to, and little to load."""

import pytest
from playwright.sync_api import Browser

from ..test_publications import add_pdf, add_publication
from .test_design import SPACED, WIDTH, browser_that_looks, findings_of_axe, size

LOOKS = [("es", "light", 320), ("en", "dark", 320), ("en", "light", 1280), ("es", "dark", 1280)]


@pytest.mark.full
def test_files_are_blocks_on_a_telephone_and_a_table_elsewhere(browser: Browser, site: str):
    spanish, english = add_pdf("Retorno", language="es", tagged=True), add_pdf("Return")
    add_publication("Retorno voluntario", (spanish, "es"), (english, "en"), licence="by/4.0")
    for language, scheme, width in LOOKS:
        look = {"locale": language, "color_scheme": scheme, "viewport": size(width)}
        with browser_that_looks(browser, bypass_csp=True, **look) as page:
            for path in ("publicaciones/", "publicaciones/retorno-voluntario/"):
                page.goto(f"{site}/{language}/{path}")
                assert findings_of_axe(page) == [], (path, look)
                page.add_style_tag(content=SPACED)
                assert page.evaluate(WIDTH) <= width, (path, look)
            shown = page.locator(".files__row").first.evaluate(
                "row => getComputedStyle(row).display"
            )
            assert shown == ("block" if width == 320 else "table-row")
