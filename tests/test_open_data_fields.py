"""A field of a data set is declared once: what is missing is told, and nothing else is needed."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from django.core.checks import run_checks
from django.db import models
from django.utils.translation import override
from jsonschema import Draft202012Validator

from history.models import HistoryEventPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.admin.guide import chapters
from oim_portal.media.deletion import delete_permanently
from oim_portal.open_data.datasets import datasets, models_of
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.fields import DataField, attribute, model_field, schema_of
from oim_portal.open_data.programs import PROGRAMMES

from .event_tables import EventImporter
from .html import page, texts
from .staff import person

pytestmark = pytest.mark.django_db

# The chapter on imports in each language, and the head of its table of columns.
CHAPTERS = {
    "es": (chapters.FOLDER / "importar.md", "| columna | qué se escribe |\n|---|---|\n"),
    "en": (chapters.FOLDER / "en" / "importar.md", "| column | what to write |\n|---|---|\n"),
}
# Fields of the page type that are in no data set, the cells of one event, and its record.
MORE = {
    "yes or no": (
        model_field(HistoryEventPage, "image_decorative", "de_adorno"),
        {"de_adorno": "sí"},
        {"image_decorative": True},
    ),
    "text in languages": (
        model_field(HistoryEventPage, "search_description", "resumen", per_language=True),
        {"resumen_es": "=1+1; «ñ»", "resumen_en": "a | b"},
        {"search_description": {"es": "=1+1; «ñ»", "en": "a | b"}},
    ),
}


def declare(monkeypatch, *fields: DataField) -> None:
    monkeypatch.setattr(EVENTS, "fields", [*EVENTS.fields, *fields])


def row(field: DataField) -> str:
    names = " ".join(f"`{column.name}`" for column in field.columns)
    how = str(field.help_text or field.label).replace("|", r"\|")
    return f"| {names} | {how} |\n"


def table(language: str) -> str:
    """Return the guide's table of columns: a Markdown row for each imported field."""
    imported = [each for each in EVENTS.fields if any(c.is_imported for c in each.columns)]
    with override(language):
        return CHAPTERS[language][1] + "".join(map(row, imported))


def guide(language: str) -> str:
    """Return the chapter with its table made of the fields."""
    path, head = CHAPTERS[language]
    made = table(language)
    return re.sub(re.escape(head) + r"(?:\|.*\n)*", lambda _match: made, path.read_text("utf-8"))


def faults() -> list[tuple[str, str]]:
    return [(each.id, each.msg) for each in run_checks() if each.id.startswith("open_data.")]


@pytest.mark.parametrize("kind", MORE)
def test_a_field_more_is_one_line(content, visitor, monkeypatch, kind):
    field, cells, values = MORE[kind]
    declare(monkeypatch, field)
    assert faults() == []
    importer = EventImporter(person(PUBLISHER))
    (row,) = [each for each in importer.table() if each["nombre_en_direccion"] == "1974-retorno"]
    importer.carry_out([row | cells])

    def files() -> tuple[dict, dict]:
        data = json.loads(visitor.get("/datos/eventos.json").content)
        schema = json.loads(visitor.get("/datos/eventos.schema.json").content)
        Draft202012Validator(schema).validate(data)
        lines = visitor.get("/datos/eventos.csv").content.decode("utf-8-sig")
        line = [e for e in csv.DictReader(io.StringIO(lines, newline="")) if e["id"] == row["id"]]
        return [each for each in data["events"] if each["id"] == row["id"]][0], line[0]

    before = files()
    assert values.items() <= before[0].items()
    assert [before[1][name].removeprefix("'") for name in cells] == list(cells.values())
    saved = importer.table()
    with delete_permanently():
        for event in HistoryEventPage.objects.all():
            event.delete()
    importer.carry_out(saved)
    again = files()
    assert again[0] | {"modified": None} == before[0] | {"modified": None}
    assert again[1] == before[1]
    assert set(cells) <= set(texts(page(visitor, "/es/datos/"), "code"))
    assert all(f"`{name}`" in guide(language) for name in cells for language in CHAPTERS)


def test_a_private_field_more_is_in_the_table_of_staff_alone(content, visitor, monkeypatch):
    field = model_field(HistoryEventPage, "image_decorative", "de_adorno", staff_only=True)
    declare(monkeypatch, field)
    assert faults() == []
    assert EventImporter(person(PUBLISHER)).table()[0]["de_adorno"] == "no"
    for kind in ("csv", "json", "jsonld", "schema.json"):
        text = visitor.get(f"/datos/eventos.{kind}").content.decode()
        assert "de_adorno" not in text
        assert "image_decorative" not in text


WHOLE = model_field(HistoryEventPage, "image_decorative", "de_adorno")
FAULTS = {
    "neither written nor for reading": (replace(WHOLE, write=None), "E001", "de_adorno"),
    "without schema": (replace(WHOLE, schema=None), "E002", "de_adorno has no schema"),
    "in no record": (replace(WHOLE, key="nada"), "E002", "de_adorno is in no record"),
    "without label": (replace(WHOLE, label=""), "E003", "de_adorno has no label"),
    "without cell": (replace(WHOLE, read=None), "E003", "no `read`"),
    "called as another": (replace(WHOLE, name="fecha"), "E005", "two fields are called fecha"),
    "of nothing": (replace(WHOLE, of=("inventado",)), "E006", "inventado"),
    "private": (
        model_field(HistoryEventPage, "note", "nota", key="nota"),
        "E008",
        "nota makes note",
    ),
    "of one language": (
        attribute("search_description", "resumen", "Resumen", key="url"),
        "E007",
        "resumen is of one language",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_field_lacks_is_told(monkeypatch, fault):
    field, code, named = FAULTS[fault]
    declare(monkeypatch, replace(field, value=None) if fault == "in no record" else field)
    ((found, message),) = [each for each in faults() if each[0] == f"open_data.{code}"]
    assert "eventos" in message
    assert named in message


def test_a_public_field_that_no_data_tell_is_told(monkeypatch):
    fields = [field for field in EVENTS.fields if "themes" not in field.of]
    monkeypatch.setattr(EVENTS, "fields", fields)
    monkeypatch.setattr(PROGRAMMES, "left_out", {})
    told = [message for code, message in faults() if code == "open_data.E004"]
    assert ["themes" in each for each in told if "eventos" in each] == [True]
    assert any("programas: nothing tells the public field image_alt_en" in each for each in told)


def test_nothing_is_missing_in_the_data_sets():
    assert faults() == []
    assert all(reason for dataset in datasets() for reason in dataset.left_out.values())


def test_a_column_that_json_cannot_hold_needs_a_field_of_its_own():
    with pytest.raises(TypeError, match="image"):
        model_field(HistoryEventPage, "image", "imagen")
    with pytest.raises(TypeError, match="sort_year"):
        model_field(HistoryEventPage, "sort_year", "anio", per_language=True)
    number = models.IntegerField(null=True)
    choices = models.CharField(choices={"a": "A", "b": "B"}, blank=True)
    assert schema_of(number) == {"type": ["integer", "null"]}
    assert schema_of(choices) == {"enum": ["a", "b", ""]}


@pytest.mark.parametrize("language", CHAPTERS)
def test_the_guide_tells_how_each_column_is_written(request, language):
    path, head = CHAPTERS[language]
    text = guide(language)
    if request.config.getoption("--write-guide"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text
    assert text.count(head) == 1
    told = table(language)
    assert [
        each.name for each in EVENTS.columns if each.is_imported and each.name not in told
    ] == []


def test_whatever_the_data_tell_of_counts_as_a_change_of_theirs():
    page_types, others = models_of([EVENTS, PROGRAMMES])
    assert {model.__name__ for model in page_types} == {
        "HistoryEventPage", "HistoryPage", "ProgramPage", "ProgramIndexPage", "SpherePage",
        "SectionPage", "HomePage",
    }  # fmt: skip
    assert {"Theme", "Source"} <= {model.__name__ for model in others}
