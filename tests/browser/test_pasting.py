"""Text that is pasted from another program looks as it did there, as far as blocks allow."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage
from tests.browser.admin import complaints
from tests.factories import add_page

pytestmark = pytest.mark.django_db(transaction=True)

# What these programs put into the clipboard.
CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"

FORMATTED = "<b>negrita</b>, <i>cursiva</i> y <b><i>las dos</i></b>: "
LINK = '<a href="https://ecuador.iom.int/es{}">un enlace</a>'
LIST = "<ul><li>Uno</li><li><b>Dos</b></li></ul>"


def copy(person: Page, html: str, text: str = "Sin formato") -> None:
    """Put a text into the clipboard as a program does: untouched by the browser."""
    person.evaluate(
        """([html, text]) => document.addEventListener("copy", (event) => {
          event.clipboardData.setData("text/html", html);
          event.clipboardData.setData("text/plain", text);
          event.preventDefault();
        }, { once: true, capture: true })""",
        [html, text],
    )
    person.keyboard.press("Control+c")


def paste(person: Page, text: Locator) -> None:
    text.click()
    person.keyboard.press("Control+v")
    expect(text).to_contain_text("un enlace")


def saved(person: Page, page: ContentPage) -> str:
    """Save the form, and return what its paragraph holds."""
    person.keyboard.press("Control+s")
    expect(person.locator(".messages .success")).to_be_visible()
    page.refresh_from_db()
    source = page.get_latest_revision_as_object().body_es[0].value.source
    return re.sub(r' data-block-key="\w+"', "", source)


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página")
    page.body_es = page.body_es.stream_block.normalize([("paragraph", "<p></p>")])
    page.save_revision()
    return page


@pytest.fixture
def person(staff, page) -> Page:
    person = staff(EDITOR)
    person.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return person


@pytest.fixture
def text(person) -> Locator:
    return person.locator("#tab-espanol [contenteditable=true]").last


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "google-docs.html",
            f"<p>Un encabezado</p><p>Sin nada, {FORMATTED}"
            f'style="font-weight:700" y {LINK.format("?a=1")}</p>{LIST}',
            id="Google Docs",
        ),
        pytest.param(
            "word.html", f"<p>Sin nada, {FORMATTED}{LINK.format('')}</p>{LIST}", id="Word"
        ),
    ],
)
def test_bold_italics_links_and_lists_come_along(person, text, page, name, expected):
    blocked = complaints(person)
    copy(person, (CLIPBOARD / name).read_text(encoding="utf-8"))
    paste(person, text)
    assert saved(person, page) == expected
    assert blocked == []


def test_what_is_copied_within_the_editor_stays_as_it_is(person, text, page):
    html = f"<p>Sin nada, {FORMATTED}{LINK.format('')}</p>"
    copy(person, html)
    paste(person, text)
    person.keyboard.press("Control+a")
    person.keyboard.press("Control+c")
    person.keyboard.press("ArrowRight")
    person.keyboard.press("Control+v")
    expect(text).to_contain_text(re.compile("un enlace.*un enlace"))
    assert saved(person, page) == f"{html[:-4]}{html[3:]}"
