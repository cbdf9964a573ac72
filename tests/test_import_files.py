"""Files that are no table of events are refused, each with a sentence that helps."""

import pytest
from django.utils import translation
from hypothesis import given, strategies as st

from oim_portal.accounts.roles import PUBLISHER
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.importing.headings import (
    NEEDED,
    FileError,
    headings_of,
    read_headings,
    words_of,
)
from oim_portal.open_data.importing.reading import MAX_BYTES, MAX_ROWS, read_table
from oim_portal.open_data.models import EventImport

from .event_tables import EventImporter
from .html import text_of
from .staff import person

KNOWN = {words_of(name): name for name in ("id", "titulo_es", "fecha", "temas")}
HEAD = "id,titulo_es,fecha\n"
GOOD = f"{HEAD},Uno,1970\n"

BAD = {
    "empty": (b"", "está vacío"),
    "nothing but blanks": (b"\xef\xbb\xbf \r\n\r\n", "está vacío"),
    "no rows": (HEAD.encode(), "no tiene filas"),
    "Latin-1 from Excel": ("id;titulo_es;fecha\n;Año;1970\n".encode("latin-1"), "UTF-8"),
    "Windows-1252": ("id;titulo_es;fecha\n\n;“Uno”;1970\n".encode("cp1252"), "fila 3"),
    "UTF-16": (GOOD.encode("utf-16"), "CSV UTF-8"),
    "NUL": (b"id,titulo_es,fecha\n,U\0no,1970\n", "CSV UTF-8"),
    "broken workbook": (b"PK\x03\x04" + bytes(100), "libro de Excel está dañado"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + bytes(100), "libro de Excel"),
    "HTML called a workbook": (b"<html><table><tr><td>id</td></table>", "no es un libro de Excel"),
    "ten megabytes": (b"a" * 10 * 1024 * 1024, "demasiado grande"),
    "missing columns": (b"titulo_es,temas\nUno,legal\n", "id, fecha"),
    "a column twice": (b"id,titulo_es,fecha,fecha\n,Uno,1970,1970\n", "dos veces: fecha"),
    "a column twice in other words": (
        "id,Título,titulo_es,fecha\n,Uno,Dos,1970\n".encode(),
        "titulo_es (Título, titulo_es). Deje una sola.",
    ),
    "no identifiers": ("Título,Fecha\nUno,1970\n".encode(), "Añada una columna «id» vacía"),
    "an unknown column": (
        b"id,titulo_es,fecha,fehca\n,Uno,1970,1\n",
        "fehca (¿quiso decir «fecha»?)",
    ),
    "a quotation mark left open": (b'id,titulo_es,fecha\n,"Uno,1970\n', "fila 2"),
    "a cell without end": (HEAD.encode() + b"," + b"a" * 200_000 + b",1970\n", "demasiado larga"),
    "too many cells": (b"id,titulo_es,fecha\n,Uno,1970,x\n", "fila 2 tiene 4 celdas"),
    "five thousand rows": (HEAD.encode() + b",Uno,1970\n" * 5000, "5000 filas"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(db, name):
    data, sentence = BAD[name]
    importer = EventImporter(person(PUBLISHER))
    answer = importer.upload(data)
    assert answer.status_code == 200
    error = " ".join(answer.context["form"].errors["file"])
    assert sentence in error
    assert error in text_of(desk_page(answer))
    assert not EventImport.objects.exists()


def desk_page(answer):
    from bs4 import BeautifulSoup

    return BeautifulSoup(answer.content.decode(), "html.parser")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(separator, mark, end):
    lines = [
        ["ID", " titulo_es", "fecha", ""],
        ["", '"Uno, dos; tres"', "1970", ""],
        ["", "", "", ""],
    ]
    text = mark + end.join(separator.join(line) for line in lines) + end
    (row,) = read_table(text.encode(), KNOWN)
    assert row.number == 2
    assert row.cells == {"id": "", "titulo_es": "Uno, dos; tres", "fecha": "1970"}


def test_rows_are_numbered_as_a_spreadsheet_counts_them():
    text = 'id,titulo_es,fecha\n,"Uno\n\nconsigue",1970\n,,\n,Dos,1980\n'
    rows = read_table(text.encode(), KNOWN)
    assert [(row.number, row.cells["titulo_es"]) for row in rows] == [
        (2, "Uno\n\nconsigue"),
        (4, "Dos"),
    ]


@pytest.mark.parametrize("cells", ["Uno", ",Uno", ",Uno,1970", ",Uno,1970,,,,"])
def test_empty_cells_at_the_end_of_a_row_may_be_missing_or_too_many(cells):
    (row,) = read_table(f"titulo_es,id,fecha,temas\n,,,\n,{cells}\n".encode(), KNOWN)
    assert row.number == 3
    assert set(row.cells) == {"titulo_es", "id", "fecha", "temas"}


def test_rows_below_blank_lines_and_below_a_told_separator_keep_their_numbers():
    (row,) = read_table(b"\n\nid,titulo_es,fecha\n,Uno,1970\n", KNOWN)
    assert row.number == 4
    (row,) = read_table(b"SEP=;\r\nid;titulo_es;fecha\r\n;a,b,c,d;1970", KNOWN)
    assert (row.number, row.cells["titulo_es"]) == (2, "a,b,c,d")


def test_a_title_above_the_table_is_passed_over():
    title = b"Hechos de la OIM;;\r\nElaborado por: Ana;;\r\n;;\r\n"
    (row,) = read_table(title + b"id;titulo_es;fecha\r\n;Uno;1970\r\n", KNOWN)
    assert (row.number, row.cells["titulo_es"]) == (5, "Uno")


def test_headings_are_not_sought_among_the_rows_of_a_table():
    with pytest.raises(FileError, match="Columnas|olumn"):
        read_table(b"a,b,c\n" * 10 + b"id,titulo_es,fecha\n,Uno,1970\n", KNOWN)


HEADINGS = {
    "titulo_es": ["Título", "TITULO", " título ", "Titulo (es)", "Título en español", "Title",
                  "titulo ES", "Ti\u0301tulo", "título_es", "Título\u00a0(español)"],
    "titulo_en": ["Título en inglés", "Titulo (EN)", "Title in English", "título inglés"],
    "fecha": ["Fecha", "FECHA", "Date", "Año", "Fecha en EDTF", "fecha (EDTF)"],
    "fecha_segun_fuente_es": ["Fecha según la fuente", "Fecha tal como la escribe la fuente",
                              "Date as the source writes it"],
    "texto_es": ["Texto", "Texto (es)", "Descripción", "text"],
    "texto_en": ["Texto en inglés", "Text (English)"],
    "temas": ["Temas", "Tema", "Themes"],
    "fuentes": ["Fuentes", "Fuente", "Sources"],
    "nota_privada": ["Nota privada", "Private note"],
    "a_mas_tardar": ["A más tardar", "at the latest"],
    "anio_para_ordenar": ["Año para ordenar", "Year to sort by"],
    "parrafo_del_relato": ["Dónde lo cuenta el relato", "where the narrative tells it"],
    "nombre_en_direccion": ["Nombre en la dirección", "Name in the address"],
    "id": ["ID", "Identificador"],
}  # fmt: skip


@pytest.mark.parametrize("column", HEADINGS)
def test_headings_in_words_mean_columns(column):
    known = headings_of(EVENTS)
    for heading in HEADINGS[column]:
        needed = [name for name in NEEDED if name != column]
        assert read_headings([heading, *needed], known) == [column, *needed]


def test_every_label_of_a_column_is_a_heading_in_both_languages():
    known = headings_of(EVENTS)
    for language in ("es", "en"):
        with translation.override(language):
            labels = {str(column.label) for column in EVENTS.columns if not column.code}
        assert [label for label in labels if words_of(label) not in known] == []


def test_the_most_that_is_taken_is_taken():
    assert len(read_table((HEAD + ",Uno,1970\n" * MAX_ROWS).encode(), KNOWN)) == MAX_ROWS
    with pytest.raises(FileError):
        read_table(b"a" * (MAX_BYTES + 1), KNOWN)


@given(st.one_of(st.binary(max_size=200), st.text(st.sampled_from('ab",;\n\r\t\0é='), max_size=60)))
def test_any_bytes_are_a_table_or_refused(data):
    data = data if isinstance(data, bytes) else data.encode()
    for begun in (data, HEAD.encode() + data):
        try:
            rows = read_table(begun, KNOWN)
        except FileError as error:
            rows, sentence = [], str(error)
        else:
            sentence = "read"
        assert sentence
        assert all(row.cells.keys() == {"id", "titulo_es", "fecha"} for row in rows)
