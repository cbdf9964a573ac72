"""Export, wipe, import: the same events come back."""

import json

import pytest
from django.core.checks import run_checks

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.bin.for_ever import delete_for_ever
from oim_portal.open_data.columns import Column
from oim_portal.open_data.events import EventData
from pages.models import MissionPage
from tests.factories import add_page, publish_page
from tests.html import text_of
from tests.staff import person
from tests.tables import Desk

pytestmark = pytest.mark.django_db

FIELDS = [
    "slug", "title", "display_title_es", "display_title_en", "date", "sort_year", "at_the_latest",
    "date_as_written_es", "date_as_written_en", "note", "narrative_block", "translation_key",
]  # fmt: skip
HOSTILE = ["=1+1", "'@x", "-a;=b", "«ñ» “x” 'y' \"z\" <b>&amp;", "a | b, c; d\te"]


@pytest.fixture
def desk(content) -> Desk:
    """Somebody who imports, beside the office's events and some that are hard to keep."""
    link = f'<a linktype="page" id="{MissionPage.objects.get().pk}">y</a>'
    for number, text in enumerate(HOSTILE):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        made = add_page(
            HistoryPage.objects.get(),
            f"{text} {number}",
            model=HistoryEventPage,
            date="1970",
            display_title_en=text,
            date_as_written_es=text,
            note=f"{text}\n\n{text}",
            text_es=f"<p>{escaped}</p><p>dos<br/>{escaped}</p>",
            text_en=f'<p data-block-key="a"><i>x</i> {link}</p>',
        )
        publish_page(made)
    return Desk(person(PUBLISHER))


def everything() -> list[dict]:
    """Return what events hold, in the order of the timeline."""
    events = HistoryEventPage.objects.order_by("date_sort", "pk")
    return [
        {name: getattr(event, name) for name in FIELDS}
        | {
            "live": event.live,
            "themes": {theme.slug for theme in event.themes.all()},
            "sources": {source.pk for source in event.sources.all()},
        }
        for event in events
    ]


def wipe() -> None:
    with delete_for_ever():
        for event in HistoryEventPage.objects.all():
            event.delete()


def records(visitor) -> list[dict]:
    """Return the published records without the moment of their publication."""
    events = json.loads(visitor.get("/datos/eventos.json").content)["events"]
    return [{name: value for name, value in each.items() if name != "modified"} for each in events]


def test_the_table_of_staff_brings_back_the_same_events(desk, visitor):
    before = everything(), records(visitor), visitor.get("/datos/eventos.csv").content
    table = desk.table()
    wipe()
    assert records(visitor) == []
    desk.carry_out(table)
    assert everything() == before[0]
    assert records(visitor) == before[1]
    assert visitor.get("/datos/eventos.csv").content == before[2]


def test_the_public_table_brings_back_all_that_is_public_in_its_order(desk, visitor):
    before = records(visitor)
    version = json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"]
    data = visitor.get("/datos/eventos-excel.csv").content
    wipe()
    desk.carry_out(data)
    assert records(visitor) == before
    assert json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"] == version
    assert visitor.get("/datos/eventos-excel.csv").content == data


# Another value of each column that is exported and comes back.
CHANGES = {
    "nombre_en_direccion": "otro-nombre",
    "titulo_es": "Otro título",
    "titulo_en": "Another title",
    "fecha": "1975-06~",
    "fecha_segun_fuente_es": "hacia 1975",
    "fecha_segun_fuente_en": "about 1975",
    "a_mas_tardar": "sí",
    "texto_es": "Uno.\n\nDos.",
    "texto_en": "One.",
    "temas": "institucional, legal",
    "fuentes": "Registro Oficial Nº 648",
    "anio_para_ordenar": "1976",
    "parrafo_del_relato": "",
    "nota_privada": "¿Seguro?",
}


def test_each_exported_column_comes_back_changed(desk):
    columns = EventData([], None).columns()
    written = [each.name for each in columns if not each.for_reading and each.name != "id"]
    assert sorted(written) == sorted(CHANGES)
    for name in written:
        (row,) = [row for row in desk.table() if row["nombre_en_direccion"] == "1974-retorno"]
        changed = row | {name: CHANGES[name]}
        assert changed != row, name
        made = desk.carry_out([changed])
        (after,) = [each for each in desk.table() if each["id"] == row["id"]]
        follow = {each.name for each in columns if each.for_reading}
        assert {k: after[k] for k in after if k not in follow} == {
            k: changed[k] for k in changed if k not in follow
        }
        desk.undo(made)


@pytest.fixture
def careless_column(monkeypatch) -> None:
    """A column that somebody has added to the export and forgotten in the import."""
    known = EventData.columns

    def columns(self, labels=None):
        new = Column("inventada", "Inventada", lambda event: f"valor de {event.slug}")
        return [*known(self, labels), new]

    monkeypatch.setattr(EventData, "columns", columns)


def test_a_column_that_the_import_does_not_know_is_told_and_no_fault(desk, careless_column):
    table = desk.table()
    assert table[0]["inventada"] == f"valor de {table[0]['nombre_en_direccion']}"
    plan = desk.preview(table)
    assert not plan.mistakes
    assert len(plan.unchanged) == len(table)
    table[0]["inventada"] = "otro"
    new = dict.fromkeys(table[0], "") | {"titulo_es": "Nuevo", "fecha": "1975", "inventada": "x"}
    assert desk.mistakes([*table, new]) == [(2, "inventada"), (len(table) + 2, "inventada")]
    shown = text_of(desk.shown(desk.upload(table)["Location"]).main)
    assert "Esta columna no se importa" in shown
    desk.carry_out([new | {"inventada": ""}])


def test_a_column_that_the_import_does_not_know_is_told_to_its_developer(careless_column):
    found = [each for each in run_checks() if each.id == "open_data.E001"]
    assert ["inventada" in each.msg for each in found] == [True]


def test_no_exported_column_is_forgotten_in_the_import():
    assert not [each for each in run_checks() if each.id == "open_data.E001"]


def test_what_follows_from_other_columns_is_said_not_to_be_imported(desk):
    table = desk.table()
    told = "Estas columnas se deducen de otras"
    assert told not in text_of(desk.shown(desk.upload(table)["Location"]).main)
    table[0]["direccion_es"] = "https://example.org/"
    shown = text_of(desk.shown(desk.upload(table)["Location"]).main)
    assert f"{told}, así que no se importa lo que dice el archivo: direccion_es." in shown


def test_a_table_brought_back_twice_changes_nothing_the_second_time(desk, visitor):
    data = visitor.get("/datos/eventos.csv").content
    wipe()
    desk.carry_out(data)
    plan = desk.preview(data)
    assert not plan.new
    assert not plan.changed
