"""Export, wipe, import: the same events come back."""

import json

import pytest
from wagtail.fields import RichTextField

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.media.deletion import delete_permanently
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.fields import Column, DataField
from pages.models import MissionPage

from .event_tables import EventImporter
from .factories import add_page, publish_page
from .html import text_of
from .staff import person

pytestmark = pytest.mark.django_db

HOSTILE = ["=1+1", "'@x", "-a;=b", "«ñ» “x” 'y' \"z\" <b>&amp;", "a | b, c; d\te"]


@pytest.fixture
def importer(content) -> EventImporter:
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
    return EventImporter(person(PUBLISHER))


def held(event: HistoryEventPage, name: str):
    if event._meta.get_field(name).many_to_many:
        return {each.pk for each in getattr(event, name).all()}
    return getattr(event, name)


def everything() -> list[dict]:
    """Return what events hold of all that is imported, in the order of the timeline.

    Without rich texts, of which the records tell: keys of paragraphs are made anew.
    """
    names = {"live", "translation_key"}
    for field in EVENTS.fields:
        if field.write:
            names |= {*field.exported_fields(HistoryEventPage)}
    names = {n for n in names if not isinstance(HistoryEventPage._meta.get_field(n), RichTextField)}
    assert {"title", "display_title_en", "date", "themes", "note"} <= names
    events = HistoryEventPage.objects.order_by("date_sort", "pk")
    return [{name: held(event, name) for name in names} for event in events]


def wipe() -> None:
    with delete_permanently():
        for event in HistoryEventPage.objects.all():
            event.delete()


def records(visitor) -> list[dict]:
    """Return the published records without the moment of their publication."""
    events = json.loads(visitor.get("/datos/eventos.json").content)["events"]
    return [{name: value for name, value in each.items() if name != "modified"} for each in events]


def test_the_table_of_staff_brings_back_the_same_events(importer, visitor):
    before = everything(), records(visitor), visitor.get("/datos/eventos.csv").content
    table = importer.table()
    wipe()
    assert records(visitor) == []
    importer.carry_out(table)
    assert everything() == before[0]
    assert records(visitor) == before[1]
    assert visitor.get("/datos/eventos.csv").content == before[2]


def test_the_public_table_brings_back_all_that_is_public_in_its_order(importer, visitor):
    before = records(visitor)
    version = json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"]
    data = visitor.get("/datos/eventos-excel.csv").content
    wipe()
    importer.carry_out(data)
    assert records(visitor) == before
    assert json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"] == version
    assert visitor.get("/datos/eventos-excel.csv").content == data


# Another value where not any will do.
CHANGES = {
    "nombre_en_direccion": "otro-nombre",
    "fecha": "1975-06~",
    "temas": "institucional, legal",
    "fuentes": "Registro Oficial Nº 648",
    "anio_para_ordenar": "1976",
    "parrafo_del_relato": "",
}


def another_value(column: Column, cell: str) -> str:
    if column.name in CHANGES:
        return CHANGES[column.name]
    schema = column.field.schema or {}
    if cell in {"sí", "no"}:
        return "no" if cell == "sí" else "sí"
    if schema.get("type") in ("integer", ["integer", "null"]):
        return "7"
    return next((str(each) for each in schema.get("enum", []) if each != cell), "Otro.")


@pytest.mark.full
def test_each_exported_column_comes_back_changed(importer):
    for column in EVENTS.columns:
        if not column.is_imported:
            continue
        (row,) = [row for row in importer.table() if row["nombre_en_direccion"] == "1974-retorno"]
        changed = row | {column.name: another_value(column, row[column.name])}
        assert changed != row, column.name
        made = importer.carry_out([changed])
        (after,) = [each for each in importer.table() if each["id"] == row["id"]]
        follow = {each.name for each in EVENTS.columns if each.field.read_only}
        assert {k: after[k] for k in after if k not in follow} == {
            k: changed[k] for k in changed if k not in follow
        }
        importer.undo(made)


@pytest.fixture
def careless_column(monkeypatch) -> None:
    """A column that somebody has added to the export and forgotten in the import."""
    new = DataField(
        name="inventada",
        label="Inventada",
        read=lambda event, reading: f"valor de {event.slug}",
        key="url",
    )
    monkeypatch.setattr(EVENTS, "fields", [*EVENTS.fields, new])


def test_a_column_that_the_import_does_not_know_is_told_and_no_fault(importer, careless_column):
    table = importer.table()
    assert table[0]["inventada"] == f"valor de {table[0]['nombre_en_direccion']}"
    plan = importer.preview(table)
    assert not plan.mistakes
    assert len(plan.unchanged) == len(table)
    table[0]["inventada"] = "otro"
    new = dict.fromkeys(table[0], "") | {"titulo_es": "Nuevo", "fecha": "1975", "inventada": "x"}
    shown = text_of(importer.shown(importer.upload([*table, new])["Location"]).main)
    assert "no se importa lo que dice el archivo: inventada." in shown
    importer.carry_out([*table, new])
    assert HistoryEventPage.objects.get(title="Nuevo").live


def test_what_follows_from_other_columns_is_said_not_to_be_imported(importer):
    table = importer.table()
    told = "Estas columnas se deducen de otras"
    assert told not in text_of(importer.shown(importer.upload(table)["Location"]).main)
    table[0]["direccion_es"] = "https://example.org/"
    shown = text_of(importer.shown(importer.upload(table)["Location"]).main)
    assert f"{told}, así que no se importa lo que dice el archivo: direccion_es." in shown


@pytest.mark.full
def test_a_table_brought_back_twice_changes_nothing_the_second_time(importer, visitor):
    data = visitor.get("/datos/eventos.csv").content
    wipe()
    importer.carry_out(data)
    plan = importer.preview(data)
    assert not plan.new
    assert not plan.changed
