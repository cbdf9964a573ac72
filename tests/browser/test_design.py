"""What holds on every type of page, as people meet it: by eye, by keyboard, on a small screen.

axe runs every rule of WCAG 2.2 A and AA and all best practices, with nothing excluded. Each type
of page is seen once by default, in the next of the eight combinations of language, colour scheme
and width; `make test-all` sees each in all eight.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route

from ..kind_content import publish_each_kind

PAGES = {
    "front page": "/{language}/",
    "section": "/{language}/quienes-somos/",
    "mission": "/{language}/quienes-somos/mision/",
    "values": "/{language}/quienes-somos/valores/",
    "history": "/{language}/quienes-somos/historia/",
    "history, filtered": "/{language}/quienes-somos/historia/?decada=1980",
    "event": "/{language}/quienes-somos/historia/1974-retorno/",
    "programmes": "/{language}/programas/",
    "programmes, none found": "/{language}/programas/?estado=vigente",
    "programme": "/{language}/programas/expertos-integrados/",
    "open data": "/{language}/datos/",
    "sphere": "/{language}/programas/migracion-forzada/",
    "search, found": "/{language}/buscar/?q=oim",
    "search, corrected": "/{language}/buscar/?q=migrasion",
    "search, none of a kind": "/{language}/buscar/?q=oim&tipo=valor",
    "search, none found": "/{language}/buscar/?q=xyzzyq",
    "search, empty": "/{language}/buscar/",
    "every block": "/{language}/todos-los-bloques/",
    "not found": "/{language}/no-existe/",
    "error": "/{language}/500/",
    "sign in": "/cuenta/entrar/",
    "news": "/{language}/noticias/",
    "news item": "/{language}/noticias/una-noticia/",
    "publications": "/{language}/publicaciones/",
    "publication": "/{language}/publicaciones/una-publicacion/",
    "agenda": "/{language}/agenda/",
    "activity": "/{language}/agenda/una-actividad/",
    "activity, cancelled": "/{language}/agenda/una-cancelada/",
    "calls": "/{language}/convocatorias/",
    "call": "/{language}/convocatorias/una-convocatoria/",
    "call, closed": "/{language}/convocatorias/una-cerrada/",
}
# Their tests look at these with more of what they can hold.
SEEN_ELSEWHERE = {
    *("news", "publications", "agenda", "activity", "activity, cancelled"),
    *("calls", "call", "call, closed"),
}
LANGUAGES, SCHEMES, WIDTHS = ("es", "en"), ("light", "dark"), (320, 1280)
ALL_COMBINATIONS = list(product(LANGUAGES, SCHEMES, WIDTHS))
Looks = list[tuple[str, tuple[str, str, int]]]  # the name of a page, and a combination
EACH_PAGE_ONCE: Looks = [
    look
    for look in zip(PAGES, cycle(ALL_COMBINATIONS), strict=False)
    if look[0] not in SEEN_ELSEWHERE
]

RULES = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
        "best-practice",
    ],
    # axe leaves the one automatic rule of WCAG 2.2 out unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "preload": False,  # no rule of these reads style sheets, which axe would fetch again
}
# Text spacing that readers may set (WCAG 1.4.12): nothing may be cut off or overlap.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def site_with_kinds(site: str) -> str:
    publish_each_kind()
    return site


@contextmanager
def browser_that_looks(browser: Browser, **look) -> Iterator[Page]:
    """Give a page of a browser that looks as asked (`locale`, `color_scheme` …)."""
    context = browser.new_context(**look)
    page = context.new_page()
    # An error page is shown only when the portal is broken: here each stands at an address.
    for language in LANGUAGES:
        with override(language):
            error = render_to_string("500.html", {"language": language})
        page.route(f"**/{language}/500/", answer_with(error))
    yield page
    context.close()


def answer_with(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")


def size(width: int) -> dict[str, int]:
    return {"width": width, "height": 800}


def findings_of_axe(page: Page) -> list[str]:
    """Return what axe has found, and what it could not decide.

    It computes no contrast of words in a drawing: tests/test_brand.py computes that of all colours.
    """
    result = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for kind in ("violations", "incomplete")
        for rule in result[kind]
        for node in rule["nodes"]
        if kind == "violations" or not node["html"].startswith(("<text", "<tspan"))
    ]


def check_with_axe(browser: Browser, site: str, looks: Looks) -> dict[tuple, list[str]]:
    """Return the findings by page and look; pages without one are left out."""
    found = {}
    for combination in ALL_COMBINATIONS:
        language, scheme, width = combination
        look = {"locale": language, "color_scheme": scheme, "viewport": size(width)}
        with browser_that_looks(browser, **look) as page:
            for name in [name for name, seen_in in looks if seen_in == combination]:
                answer = page.goto(site + PAGES[name].format(language=language))
                assert answer.status == 200 or name == "not found", name
                if findings := findings_of_axe(page):
                    found[name, *combination] = findings
    return found


def test_axe_finds_nothing_on_any_type_of_page(browser: Browser, site_with_kinds: str):
    assert check_with_axe(browser, site_with_kinds, EACH_PAGE_ONCE) == {}


@pytest.mark.full
def test_axe_finds_nothing_in_any_language_colour_scheme_and_width(
    browser: Browser, site_with_kinds: str
):
    assert check_with_axe(browser, site_with_kinds, list(product(PAGES, ALL_COMBINATIONS))) == {}


def test_nothing_scrolls_sideways_on_a_small_screen_or_with_spaced_text(
    browser: Browser, site_with_kinds: str
):
    # 320 pixels are also what 1,280 are at a zoom of 400 % (WCAG 1.4.10).
    too_wide = []
    # The policy for content would refuse the spacing that readers' own tools may set.
    with browser_that_looks(browser, viewport=size(320), bypass_csp=True) as page:
        for name, _look in EACH_PAGE_ONCE:
            page.goto(site_with_kinds + PAGES[name].format(language="es"))
            widths = [page.evaluate(WIDTH)]
            page.add_style_tag(content=SPACED)
            widths.append(page.evaluate(WIDTH))
            if widths != [320, 320]:
                too_wide.append((name, *widths))
    assert too_wide == []
