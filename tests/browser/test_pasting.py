"""Text that is pasted from another program looks as it did there, as far as blocks allow."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage
from programs.models import ProgramPage

from ..factories import add_page
from .admin import complaints

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
    return person.locator("[data-text-language=es] [contenteditable=true]").last


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "google-docs.html",
            f"<p>Un encabezado</p><p>Sin nada, {FORMATTED}"
            f'style="font-weight:700" y {LINK.format("?a=1")}</p>{LIST}',
            id="Google Docs",
            marks=pytest.mark.full,
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


@pytest.mark.full
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


# What is pasted (a stored clipboard, or a plain text), and the lines of the editor afterwards:
# where no lists are allowed, and where they are.
UL, OL = "unordered-list-item", "ordered-list-item"
LINES = {
    "1. primero\na. párrafo\n1951. Un año\no bien": (
        ["1. primero", "a. párrafo", "1951. Un año", "o bien"],
        [(OL, "primero"), (OL, "párrafo"), "1951. Un año", "o bien"],
    ),
    "• uno\r\n· dos\r\n- tres": (
        ["• uno", "· dos", "- tres"],
        [(UL, "uno"), (UL, "dos"), "- tres"],
    ),
    "12. octubre": (["12. octubre"], [(OL, "octubre")]),
    "a\tb\n1.\tc\td": (["a · b", "1. c · d"], ["a · b", (OL, "c · d")]),
    "word-list.html": (
        ["Requisitos", "1. Cédula y copia", "2. Solicitud", "• Foto"],
        ["Requisitos", (OL, "Cédula y copia"), (OL, "Solicitud"), (UL, "Foto")],
    ),
    "word-table.html": (
        ["Provincia · Personas", "Carchi Tulcán · 120", "· 7", "Después"],
        ["Provincia · Personas", "Carchi Tulcán · 120", "· 7", "Después"],
    ),
    "google-docs-lists.html": (
        ["1. primero", "a. párrafo", "2. segundo", "a · b", "c · d"],
        [(OL, "primero"), (OL, "párrafo"), (OL, "segundo"), "a · b", "c · d"],
    ),
    "outlook.html": (["Vea la página"], ["Vea la página"]),
    "mail.html": (
        ["1. uno", "2. dos", "tres", "1. cuatro", "a", "b", "1. c", " d", "1. · e", "fin"],
        [
            (OL, "uno"),
            (OL, "dos"),
            "tres",
            (OL, "cuatro"),
            "a",
            "b",
            (OL, "c"),
            " d",
            "1. · e",
            "fin",
        ],
    ),
    "numbered.html": (
        ["5. cinco", "6. seis", "A. uno", "B. dos"],
        [(OL, "cinco"), (OL, "seis"), (OL, "uno"), (OL, "dos")],
    ),
    "📷 Foto del taller\nuna 📷 más": (
        ["📷 Foto del taller", "una 📷 más"],
        ["📷 Foto del taller", "una 📷 más"],
    ),
    "web-page.html": (
        [
            "3. tercero",
            "4. cuarto",
            "◦ dentro",
            "• suelto",
            "1. primero",
            "a. párrafo",
            "o bien",
            "1951. Un año",
            "• punto",
        ],
        [
            (OL, "tercero"),
            (OL, "cuarto"),
            (UL, "dentro"),
            (UL, "suelto"),
            (OL, "primero"),
            (OL, "párrafo"),
            "o bien",
            "1951. Un año",
            (UL, "punto"),
        ],
    ),
}
# As a program does, without the browser's clipboard, which asks for a permission.
PASTE = """(field, [html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
}"""
BLOCKS = """(field) => field.draftailEditor.getEditorState().getCurrentContent()
  .getBlocksAsArray().map((block) => [block.getType(), block.getText()])"""


class Field:
    """The rich text of a form of the admin."""

    def __init__(self, person: Page, name: str) -> None:
        self.person = person
        self.field = person.locator(f"#id_{name}")
        self.editor = person.locator(f"div:has(> #id_{name}) [contenteditable=true]")

    def clear(self) -> None:
        self.editor.click()
        for key in ("Control+a", "Backspace", "Backspace"):
            self.person.keyboard.press(key)

    def paste(self, what: str) -> None:
        is_file = what.endswith(".html")
        html = (CLIPBOARD / what).read_text(encoding="utf-8") if is_file else ""
        self.field.evaluate(PASTE, [html, "Sin formato" if is_file else what])

    def lines(self, end: str) -> list[str | tuple[str, str]]:
        """Return what the editor holds once its last line has come: texts, and items of lists."""
        expect(self.editor).to_contain_text(end)
        self.person.evaluate("() => new Promise((done) => setTimeout(done))")  # after the repair
        blocks = self.field.evaluate(BLOCKS)
        return [text if kind == "unstyled" else (kind, text) for kind, text in blocks]


def text_of(line: str | tuple[str, str]) -> str:
    return line if isinstance(line, str) else line[1]


@pytest.mark.parametrize(
    ("model", "name", "which"),
    [
        pytest.param(HistoryEventPage, "text_es", 0, marks=pytest.mark.full),
        (ProgramPage, "description_es", 1),
    ],
    ids=["without lists", "with lists"],
)
def test_lines_lists_and_tables_keep_their_text(staff, content, model, name, which):
    person = staff(EDITOR)
    person.goto(reverse("wagtailadmin_pages:edit", args=[model.objects.first().pk]))
    field = Field(person, name)
    found = {}
    for what, expected in LINES.items():
        field.clear()
        field.paste(what)
        found[what] = field.lines(text_of(expected[which][-1]))
    assert found == {what: expected[which] for what, expected in LINES.items()}


@pytest.mark.full
def test_lines_that_stood_there_before_keep_their_marks_and_a_link_leads_where_it_said(
    staff, content
):
    event = HistoryEventPage.objects.first()
    event.text_es = "<p>1. primero</p><p>o bien</p><p>fin</p>"
    event.save_revision()
    person = staff(EDITOR)
    blocked = complaints(person)
    person.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    field = Field(person, "text_es")
    field.editor.click()
    person.keyboard.press("Control+End")
    field.paste("outlook.html")
    assert field.lines("finVea") == ["1. primero", "o bien", "finVea la página"]
    person.keyboard.type(" y más")
    person.keyboard.press("Control+s")
    expect(person.locator(".messages .success")).to_be_visible()
    event.refresh_from_db()
    text = re.sub(r' data-block-key="\w+"', "", event.get_latest_revision_as_object().text_es)
    link = '<a href="https://ecuador.iom.int/es">la página</a>'
    assert text == f"<p>1. primero</p><p>o bien</p><p>finVea {link} y más</p>"
    assert blocked == []
