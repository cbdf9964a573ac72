"""Workbooks of Excel are read as people see them, or refused with a sentence."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest
from django.utils import translation

from history.models import HistoryEventPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.importing import workbooks
from oim_portal.open_data.importing.headings import FileError, headings_of
from oim_portal.open_data.importing.reading import read_table
from oim_portal.open_data.models import EventImport

from .event_tables import EventImporter, workbook_of
from .html import page, text_of
from .staff import person

HEAD = ["id", "Título", "Fecha", "Nota privada"]
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes):
    return read_table(data, headings_of(EVENTS))


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return a workbook with other parts; `None` leaves one out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        contents = {name: old.read(name) for name in old.namelist()} | parts
        for name, content in contents.items():
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """Return a workbook whose sheet holds this between its `sheetData`."""
    old = zipfile.ZipFile(io.BytesIO(GOOD)).read(SHEET)
    before, after = re.split(rb"<sheetData>.*</sheetData>", old, flags=re.DOTALL)
    return changed(GOOD, **{SHEET: before + b"<sheetData>" + xml + b"</sheetData>" + after})


GOOD = workbook_of([HEAD, [None, "Uno", 1970]])
CONTENT_TYPES = zipfile.ZipFile(io.BytesIO(GOOD)).read("[Content_Types].xml")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1974, "1974"),
        (1974.0, "1974"),
        (3.5, "3.5"),
        (True, "sí"),
        (False, "no"),
        ("'=1+1", "=1+1"),
        (" uno\n\ndos ", "uno\n\ndos"),
        ("a;b,c\t\"d\"", "a;b,c\t\"d\""),
        (datetime.date(1965, 12, 16), "1965-12-16"),
        (datetime.datetime(1965, 12, 16), "1965-12-16"),
        (datetime.datetime(1965, 12, 16, 14, 30), "1965-12-16 14:30"),
        (datetime.time(14, 30), "14:30:00"),
    ],
)  # fmt: skip
def test_a_cell_is_what_a_person_sees_in_it(value, text):
    (row,) = read(workbook_of([HEAD, [None, value, 1970]]))
    assert row.cells["titulo_es"] == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("dd/mm/yyyy", "1965-12-16"),
        ("[$-C0A]d\\ \"de\"\\ mmmm\\ \"de\"\\ yyyy", "1965-12-16"),
        ("mmm-yy", "1965-12"),
        ("mmmm yyyy", "1965-12"),
        ("yyyy", "1965"),
        ("d-mmm", "16-dic"),
        ("yyyy-mm-dd h:mm:ss", "1965-12-16"),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_its_format_shows_it(code, text):
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    cell = book.active["C2"]
    cell.value, cell.number_format = datetime.date(1965, 12, 16), code
    file = io.BytesIO()
    book.save(file)
    (row,) = read(file.getvalue())
    assert row.cells["fecha"] == text


def test_rows_keep_their_numbers_and_missing_cells_are_empty():
    rows = read(workbook_of([[], HEAD, [None, "Uno", 1970], [], [None, "Dos", 1980, "x"]]))
    assert [(row.number, row.cells["nota_privada"]) for row in rows] == [(3, ""), (5, "x")]


def test_the_first_visible_sheet_with_a_heading_is_read_and_the_others_are_told(db):
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    book.active.title = "Hechos"
    book.create_sheet("Portada", 0)["A1"] = "Historia de la oficina"
    hidden = book.create_sheet("Oculta", 0)
    hidden.append(HEAD)
    hidden.sheet_state = "hidden"
    book.active = 2
    file = io.BytesIO()
    book.save(file)
    importer = EventImporter(person(PUBLISHER))
    answer = importer.upload(file.getvalue(), "hechos.xlsx")
    shown = text_of(page(importer.client, answer["Location"]))
    assert "Se leyó la hoja «Hechos». Otras no se leyeron: Portada." in shown


def as_excel_takes_it(cell: str):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return datetime.date.fromisoformat(cell)
    if cell in {"sí", "no"}:
        return cell == "sí"
    return int(cell) if re.fullmatch(r"\d{4}", cell) else cell


def test_the_table_of_staff_comes_back_from_excel_without_a_change(content):
    importer = EventImporter(person(PUBLISHER))
    table = importer.table()
    data = workbook_of([list(table[0]), *[list(row.values()) for row in table]])
    plan = importer.preview(data)
    assert (len(plan.unchanged), plan.mistakes) == (len(table), [])
    typed = [[as_excel_takes_it(cell) for cell in row.values()] for row in table]
    plan = importer.preview(workbook_of([list(table[0]), *typed]))
    assert (len(plan.unchanged), plan.mistakes) == (len(table), [])


def test_a_sheet_in_words_becomes_events(content):
    importer = EventImporter(person(PUBLISHER))
    rows = [
        ["ID", "Título", "Title in English", "Fecha", "Texto", "Temas"],
        [None, "Una oficina", "An office", datetime.date(1988, 5, 3), "<sin datos>", "Legal"],
        [None, "Otra oficina", None, 1989],
    ]
    importer.carry_out(workbook_of(rows), publish=False)
    one, other = HistoryEventPage.objects.filter(draft_title__contains="oficina", live=False)
    assert {one.date.edtf, other.date.edtf} == {"1988-05-03", "1989"}
    assert [theme.slug for theme in one.themes.all()] == ["legal"]
    assert one.text_es == "<p>&lt;sin datos&gt;</p>"


TAGS = b'<row r="2">' + b"<c/>" * workbooks.MOST_TAGS + b"</row>"
BAD = {
    "broken": (GOOD[: len(GOOD) // 2], "está dañado"),
    "no XML": (changed(GOOD, **{SHEET: b"\xff\xfe<<<"}), "está dañado"),
    "a sheet that is missing": (changed(GOOD, **{SHEET: None}), "está vacío"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "no es un libro de Excel"),
    "another zip": (changed(GOOD, **{"[Content_Types].xml": None}), "no es un libro de Excel"),
    "ods": (changed(GOOD, **{"content.xml": b""}), "no es un libro de Excel"),
    "xlsb": (changed(GOOD, **{"xl/workbook.bin": b""}), "no es un libro de Excel"),
    "xls": (b"\xd0\xcf\x11\xe0" + bytes(100), "formato antiguo"),
    "a password": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "tiene contraseña",
    ),
    "macros": (changed(GOOD, **{"xl/vbaProject.bin": b"x"}), "tiene macros"),
    "macros by name": (
        changed(GOOD, **{"[Content_Types].xml": CONTENT_TYPES.replace(
            b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")}),
        "tiene macros",
    ),
    "an empty sheet": (workbook_of([]), "está vacío"),
    "no rows": (workbook_of([HEAD]), "no tiene filas"),
    "no heading": (workbook_of([["uno", "dos"], [1, 2]]), "Faltan columnas: id"),
    "a formula without a result": (
        workbook_of([HEAD, [None, "=A1", 1970]]), "La celda B2 tiene una fórmula sin resultado"
    ),
    "an error": (
        with_sheet(b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'), "A1 tiene un error"
    ),
    "a bomb": (changed(GOOD, **{"xl/media/a.png": bytes(30 * 1024 * 1024)}), "demasiado grande"),
    "a bomb of cells": (with_sheet(TAGS), "demasiado grande"),
    "a bomb of styles": (
        changed(GOOD, **{"xl/styles.xml": b"<xf/>" * 50_000}), "demasiado grande"
    ),
    "a bomb of entities": (
        changed(GOOD, **{SHEET: b'<!DOCTYPE a [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'}),
        "está dañado",
    ),
    "many parts": (
        changed(GOOD, **{f"xl/media/{number}.png": b"" for number in range(600)}),
        "demasiado grande",
    ),
    "a row far below": (with_sheet(b'<row r="1048576"><c><v>1</v></c></row>'), "está vacío"),
    "a cell far below": (
        with_sheet(b'<row r="1"><c t="str"><v>id</v></c></row>'
                   b'<row r="1048576"><c><v>1</v></c></row>'),
        "sigue más abajo de la fila",
    ),
    "a row of no number": (with_sheet(b'<row r="x"><c><v>1</v></c></row>'), "está dañado"),
    "a string that is not there": (
        with_sheet(b'<row r="1"><c t="s"><v>99</v></c></row>'), "está dañado"
    ),
    "a number without end": (
        with_sheet(b'<row r="1"><c><v>1e999</v></c></row>'), "Faltan columnas"
    ),
    "a thousand rows": (workbook_of([HEAD, *[[None, "Uno", 1970]] * 1000]), "1000 filas"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_workbook_is_refused_with_a_sentence(name):
    data, sentence = BAD[name]
    with translation.override("es"), pytest.raises(FileError) as refusal:
        read(data)
    assert sentence in str(refusal.value)


def test_many_sheets_are_refused_before_they_are_read():
    book = openpyxl.Workbook()
    for number in range(workbooks.MOST_SHEETS):
        book.create_sheet(str(number))
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FileError, match=str(workbooks.MOST_SHEETS)):
        read(file.getvalue())


def test_a_formula_is_read_as_its_result():
    sheet = (
        b'<row r="1"><c t="str"><v>id</v></c><c t="str"><v>titulo_es</v></c>'
        b'<c t="str"><v>fecha</v></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>""</f><v></v></c>'
        b'<c r="B2" t="str"><f>"U"&amp;"no"</f><v>Uno</v></c>'
        b'<c r="C2"><f>1969+1</f><v>1970</v></c></row>'
    )
    (row,) = read(with_sheet(sheet))
    assert row.cells == {"id": "", "titulo_es": "Uno", "fecha": "1970"}


@pytest.mark.parametrize("name", ["broken", "xls", "a bomb of cells"])
def test_the_form_tells_what_is_wrong_with_a_workbook_and_keeps_nothing(db, name):
    data, sentence = BAD[name]
    answer = EventImporter(person(PUBLISHER)).upload(data, "hechos.xlsx")
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors["file"])
    assert not EventImport.objects.exists()
