"""A historian's table, from the spreadsheet to the site and back, as staff do it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import PUBLISHER

from ..event_tables import IMPORTS, rows_of, table_of, workbook_of
from .admin import complaints
from .test_design import RULES

NEW = {"id": "", "titulo_es": "Una oficina en Cuenca", "fecha": "1988-05", "temas": "legal"}


def send(page: Page, data: bytes, name: str = "hechos.csv") -> None:
    page.goto(IMPORTS)
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Libro de Excel o archivo CSV").set_input_files(file)
    page.get_by_role("button", name="Ver lo que cambiaría").click()


def findings(page: Page) -> list[str]:
    """Return what axe has found in our part of the screen; the rest is Wagtail's."""
    result = Axe().run(page, context="main .nice-padding", options=RULES).response
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in result["violations"]]


@pytest.mark.full
def test_staff_bring_events_and_take_the_import_back(staff):
    page = staff(PUBLISHER)
    wrong = complaints(page)
    page.goto(IMPORTS)
    with page.expect_download() as download:
        page.get_by_role("link", name="para otros programas").click()
    table = rows_of(download.value.path().read_bytes())
    assert findings(page) == []

    send(page, table_of([*table, dict.fromkeys(table[0], "") | NEW | {"fecha": "1988-13"}]))
    row = page.get_by_role("row", name=f"{len(table) + 2} fecha")
    expect(row).to_contain_text("No existe el mes 13.")
    assert findings(page) == []

    own = [["id", "Título", "Fecha"], [None, "Una oficina", "mediados de 1974"]]
    send(page, workbook_of(own), "hechos.xlsx")
    row = page.get_by_role("row", name="2 mediados de 1974")
    expect(row).to_contain_text("mediados de 1974 1974-06~")
    assert findings(page) == []

    changed = [table[0] | {"titulo_en": "The beginning"}, *table[1:]]
    send(page, table_of([*changed, dict.fromkeys(table[0], "") | NEW]))
    expect(page.get_by_role("heading", name=NEW["titulo_es"])).to_be_visible()
    expect(page.get_by_role("row", name="titulo_en")).to_contain_text("The beginning")
    assert findings(page) == []
    page.get_by_label("¿Por qué no puede esperar?").fill("No puede esperar")
    page.get_by_role("button", name="Importar y publicar").click()

    expect(page.get_by_text("Se importaron 2 hechos.")).to_be_visible()
    assert findings(page) == []
    page.goto("/es/quienes-somos/historia/")
    expect(page.get_by_role("link", name=NEW["titulo_es"]).first).to_be_visible()

    page.goto(IMPORTS)
    page.get_by_role("link", name="hechos.csv", exact=True).click()
    page.get_by_role("link", name="Deshacer esta importación").click()
    expect(page.get_by_role("button", name="Deshacer esta importación")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Deshacer esta importación").click()
    expect(page.get_by_text("La importación se deshizo")).to_be_visible()
    page.goto("/es/quienes-somos/historia/")
    expect(page.get_by_role("link", name=NEW["titulo_es"])).to_have_count(0)
    assert wrong == []
