"""A copied table fills a table block, or becomes one below the paragraph that it is pasted into."""

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from oim_portal.accounts.roles import EDITOR
from pages.blocks.structure import MOST_CELLS
from pages.models import ContentPage

from ..factories import add_page
from .admin import complaints
from .test_pasting import CLIPBOARD, PASTE

pytestmark = pytest.mark.django_db(transaction=True)

BOLD, LINK = "<b>{}</b>", '<a href="{}">{}</a>'
# What was copied (a stored clipboard or a plain text), with: size, whether the first column names
# the rows, what is lost, title, headings, rows.
TABLES = {
    "excel.html": (
        "4 filas y 4 columnas",
        True,
        ["unidas", "colores"],
        "",
        ["Provincia", "Código", "Personas", "Parte"],
        [
            ["Sucumbíos", "0021", "1.250", "12,5 %"],
            ["Loja", "0011", "1\xa0655", "8 %"],
            ["Loja", "0012", "-7", ""],
            ["Zamora Chinchipe y otras", "", "40", ""],
        ],
    ),
    "google-sheets.html": (
        "2 filas y 2 columnas",
        True,
        ["colores"],
        "",
        ["Oficina", "Horario"],
        [["Tulcán", "lunes martes"], ["Quito", f"{BOLD.format('todos')} los días"]],
    ),
    "libreoffice.html": (
        "2 filas y 2 columnas",
        False,
        ["colores"],
        "",
        ["Año", "Personas"],
        [["2025", "1.250,5"], ["2026", "<i>sin dato</i>"]],
    ),
    "web-table.html": (
        "1 fila y 2 columnas",
        True,
        ["fotos", "colores"],
        "Puestos de atención",
        ["Lugar", "Enlace"],
        [["Huaquillas", LINK.format("https://ecuador.iom.int/es", "sitio")]],
    ),
    'Provincia\tNota\r\nCarchi\t"dice ""sí""\nhoy"\r\n': (
        "1 fila y 2 columnas",
        True,
        [],
        "",
        ["Provincia", "Nota"],
        [["Carchi", 'dice "sí" hoy']],
    ),
}


class Form:
    """The edit form of a page with a paragraph and a table."""

    def __init__(self, person: Page, page: ContentPage) -> None:
        self.person, self.page = person, page
        person.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        side = person.locator("[data-text-language=es]", has=person.locator("#body_es-root"))
        self.paragraph = side.locator(".Draftail-Editor [contenteditable=true]").first
        self.table = side.locator(".typed-table-block")
        self.caption = self.table.locator("input[id$=caption]")
        self.dialog = person.get_by_role("dialog", name=re.compile("Pegar una tabla"))
        self.fill = self.dialog.get_by_role(
            "button", name=re.compile("(Llenar|Reemplazar) la tabla")
        )

    def paste(self, into: Locator, what: str) -> None:
        into.click()
        is_file = what.endswith(".html")
        html = (CLIPBOARD / what).read_text(encoding="utf-8") if is_file else ""
        into.evaluate(PASTE, [html, "Sin formato" if is_file else what])

    def ticked(self, name: str) -> bool:
        return self.dialog.get_by_label(name).is_checked()

    def title(self) -> Locator:
        return self.dialog.get_by_label("Título de la tabla")

    def shown(self) -> dict:
        """Return what the table of the form holds."""
        return self.person.locator("#body_es-root").evaluate(
            "(root) => root.rootBlock.getValue().at(-1).value"
        )

    def saved(self) -> list[tuple[str, object]]:
        """Save the form, and return its blocks as they are stored, without keys."""
        self.person.keyboard.press("Control+s")
        expect(self.person.locator(".messages .success")).to_be_visible()
        self.page.refresh_from_db()
        body = self.page.get_latest_revision_as_object().body_es
        return [(each["type"], each["value"]) for each in body.get_prep_value()]


def marked(cell: str) -> str:
    """Return a cell of the form with its marks: a name as it is, a rich text from its content."""
    if not cell.startswith("{"):
        return "" if cell == "null" else cell
    content = json.loads(cell)
    [block] = content["blocks"]
    text = block["text"]
    for at in reversed(block["inlineStyleRanges"]):
        end, tag = at["offset"] + at["length"], at["style"][0].lower()
        text = f"{text[: at['offset']]}<{tag}>{text[at['offset'] : end]}</{tag}>{text[end:]}"
    for link in content["entityMap"].values():
        text = LINK.format(link["data"]["url"], text)
    return text


def bare(cell: str) -> str:
    return re.sub(r"</?p[^>]*>", "", cell)


def cells(table: dict) -> list[list[str]]:
    return [[bare(cell) for cell in row["values"]] for row in table["rows"]]


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página")
    page.body_es = page.body_es.stream_block.normalize(
        [("paragraph", "<p>Antes</p>"), ("table", {"caption": "", "columns": [], "rows": []})]
    )
    page.save_revision()
    return page


def test_a_table_of_any_program_fills_the_block_and_can_be_taken_back(staff, page):
    form = Form(staff(EDITOR), page)
    blocked = complaints(form.person)
    for what, (size, names, lost, title, headings, rows) in TABLES.items():
        form.paste(form.caption, what)
        expect(form.dialog).to_have_accessible_name(f"Pegar una tabla: {size}")
        assert form.ticked("La primera columna nombra cada fila") is names, what
        told = form.dialog.get_by_role("listitem").all_inner_texts()
        assert len(told) == len(lost), told
        assert all(word in line for word, line in zip(lost, told, strict=True)), told
        if not title:
            form.fill.click()
            expect(form.dialog.get_by_role("alert")).to_have_text(
                "Escriba un título que diga qué muestra la tabla."
            )
            form.title().fill(what[:12])
        form.fill.click()
        expect(form.dialog).to_be_hidden()
        expect(form.table.get_by_role("status")).to_contain_text(size)
        expect(form.caption).to_be_focused()
        table = form.shown()
        assert table["caption"] == (title or what[:12].strip())
        assert [column["heading"] for column in table["columns"]] == headings
        assert [column["type"] for column in table["columns"]][0] == (
            "row_heading" if names else "text"
        )
        assert [[marked(cell) for cell in row["values"]] for row in table["rows"]] == rows
        form.person.keyboard.press("Control+z")
        expect(form.caption).to_have_value("")
        expect(form.table.locator(".column-heading")).to_have_count(0)
    form.paste(form.caption, "google-sheets.html")
    form.title().fill("Horario")
    form.fill.click()
    assert cells(form.saved()[1][1]) == TABLES["google-sheets.html"][-1]
    assert blocked == []


@pytest.mark.full
def test_a_table_in_a_paragraph_becomes_a_block_below_or_lines(staff, page):
    form = Form(staff(EDITOR), page)
    form.paragraph.click()
    form.person.keyboard.press("Control+End")
    form.paste(form.paragraph, "word-table.html")
    expect(form.dialog).to_contain_text("El texto que copió con ella queda en el párrafo.")
    form.person.keyboard.press("Escape")
    expect(form.paragraph).to_have_text("Antes")
    expect(form.table).to_have_count(1)

    form.paste(form.paragraph, "word-table.html")
    form.dialog.get_by_role("button", name="Pegar solo el texto").click()
    expect(form.paragraph).to_contain_text("Carchi Tulcán · 120")
    form.person.keyboard.press("Control+z")

    form.paste(form.paragraph, "word-table.html")
    form.title().fill("Personas por provincia")
    form.person.keyboard.press("Enter")
    expect(form.table).to_have_count(2)
    expect(form.table.first.locator("input[id$=caption]")).to_be_focused()
    form.table.first.get_by_role("button", name="Deshacer").click()
    expect(form.table.first).to_be_hidden()
    expect(form.paragraph).to_be_focused()

    form.paste(form.paragraph, "word-table.html")
    form.title().fill("Personas por provincia")
    form.person.keyboard.press("Enter")
    expect(form.dialog).to_be_hidden()
    [(_kind, text), (kind, table), _empty] = form.saved()
    assert "Después" in text
    assert "Carchi" not in text
    assert (kind, table["caption"]) == ("table", "Personas por provincia")
    assert cells(table) == [["Carchi Tulcán", "120"], ["", "7"]]


@pytest.mark.full
def test_a_filled_table_is_replaced_only_when_asked_and_a_big_one_never(staff, page):
    form = Form(staff(EDITOR), page)
    form.table.get_by_role("button", name="Pegar una tabla…").click()
    area = form.dialog.get_by_role("textbox")
    expect(area).to_be_focused()
    area.evaluate(PASTE, ["", "No es una tabla"])
    expect(form.dialog.get_by_role("alert")).to_have_text(
        "Lo que pegó no es una tabla, o es más de una."
    )
    area.evaluate(PASTE, ["", "Año\tPersonas\n2025\t007"])
    form.title().fill("Personas por año")
    form.fill.click()

    form.paste(form.table.locator(".column-heading").first, "A\tB\nc\td")
    expect(form.dialog).to_contain_text("se reemplazarán")
    expect(form.title()).to_have_value("Personas por año")
    form.person.keyboard.press("Escape")
    expect(form.table.locator(".column-heading").first).to_have_value("Año")

    form.paste(form.caption, "\n".join(["uno\tdos"] * (MOST_CELLS // 2 + 1)))
    expect(form.dialog).to_contain_text(f"hasta {MOST_CELLS}")
    expect(form.fill).to_be_hidden()
    form.dialog.get_by_role("button", name="Cancelar").press("Enter")
    assert cells(form.saved()[1][1]) == [["2025", "007"]]


HIDDEN = """<p>Antes de la tabla</p><table>
<col><col style='display:none;width:0pt'><col>
<tr><td>Provincia</td><td>Cédula</td><td>Personas</td></tr>
<tr style='mso-height-source:userset;display:none'><td>Oculta</td><td>1</td><td>9</td></tr>
<tr><td>Carchi</td><td>1700000000</td><td>12</td></tr></table>"""


def test_what_a_spreadsheet_hides_is_left_out_and_what_stands_around_it_is_told(staff, page):
    form = Form(staff(EDITOR), page)
    form.caption.click()
    form.caption.evaluate(PASTE, [HIDDEN, "Sin formato"])
    expect(form.dialog).to_have_accessible_name("Pegar una tabla: 1 fila y 2 columnas")
    expect(form.dialog).to_contain_text("Las filas y columnas ocultas no se copian.")
    expect(form.dialog).to_contain_text("El texto que rodea la tabla no se copia")
    form.title().fill("Personas por provincia")
    form.fill.click()
    [row] = form.shown()["rows"]
    assert [marked(cell) for cell in row["values"]] == ["Carchi", "12"]
