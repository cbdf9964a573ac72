"""A data set without fields of its own: what follows from which kind of field, and what is told."""

import json
from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from jsonschema import Draft202012Validator, FormatChecker
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import pages as wagtail_pages

from history.models import HistoryEventPage, Source, Theme
from oim_portal.media.models import PortalImage
from oim_portal.open_data import checks, datasets
from oim_portal.open_data.derived import derived
from oim_portal.open_data.fields import as_json, to_cell
from oim_portal.open_data.files import FORMATS
from oim_portal.open_data.schema import object_of
from pages.blocks import ContentStreamBlock
from pages.contract import Data, Kind
from pages.models import BasePage
from programs.models import ProgramPage, SpherePage

from .factories import make_private, publish_page
from .kinds.models import NoticePage

pytestmark = pytest.mark.django_db


def faults() -> list[tuple[str, str]]:
    return [(each.id, each.msg) for each in run_checks() if each.id.startswith("open_data.")]


@pytest.fixture
def nothing_declared(monkeypatch):
    """Events and programmes as if nobody had declared the fields of their data."""
    for module in (datasets, checks):
        monkeypatch.setattr(module, "declared_datasets", list)
    datasets.dataset_of.cache_clear()
    yield
    datasets.dataset_of.cache_clear()


def records(visitor, name: str, key: str) -> dict[str, dict]:
    """Return the records that their own schema allows, by Spanish title; all files are made."""
    found = {each.ending: visitor.get(f"/datos/{name}{each.ending}").content for each in FORMATS}
    schema, data = json.loads(found[".schema.json"]), json.loads(found[".json"])
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert len(json.loads(found[".jsonld"])["@graph"]) == len(data[key]) + 1
    assert len(found[".csv"].splitlines()) > len(data[key])
    return {each["title"]["es"]: each for each in data[key]}


def test_dates_sources_and_snippets_follow_from_a_page_type(content, visitor, nothing_declared):
    event = HistoryEventPage.objects.get(slug="1965-registro-oficial-648")
    record = records(visitor, "eventos", "events")[event.title]
    assert record["date"]["edtf"] == "1965-12-16"
    assert record["date"]["as_written"].keys() == {"es", "en"}
    assert record["themes"] == [
        {"slug": "institucional", "name": {"es": "Institucional", "en": "Institutional"}},
        {"slug": "legal", "name": {"es": "Legal", "en": "Legal"}},
    ]
    assert [source["number"] for source in record["sources"]] == ["648"]
    assert not {"note", "sort_year", "image", "image_alt"} & record.keys()
    lines = visitor.get("/datos/eventos.csv").content.decode("utf-8-sig").splitlines()
    assert "date_as_written_es,date_as_written_en" in lines[0]
    assert any("Institucional | Legal" in line for line in lines)
    assert "CreativeWork" in visitor.get("/datos/eventos.jsonld").content.decode()


def test_a_page_that_is_named_is_told_only_if_it_is_for_everyone(
    content, visitor, nothing_declared
):
    sphere = SpherePage.objects.get(slug="migracion-y-desarrollo")
    program = ProgramPage.objects.get(slug="expertos-integrados")
    program.sphere = sphere
    publish_page(program)
    record = records(visitor, "programas", "programmes")[program.title]
    assert record["sphere"]["id"] == str(sphere.translation_key)
    linked = json.loads(visitor.get("/datos/programas.jsonld").content)["@graph"]
    (thing,) = [each for each in linked if each["@id"] == f"urn:uuid:{record['id']}"]
    told = {each["@language"]: each["@value"] for each in thing["description"]}
    assert told == (record.get("quotation") or record["description"])
    make_private(sphere)
    assert records(visitor, "programas", "programmes")[program.title]["sphere"] is None
    assert sphere.title not in visitor.get("/datos/programas.csv").content.decode()


def test_rows_and_documents_cannot_be_derived_and_the_check_says_what_to_write(nothing_declared):
    lacking = [("eventos", "pictures"), ("eventos", "document"), ("programas", "event_links")]
    assert faults() == [
        ("open_data.E004", f"The data set {name}: nothing tells the public field {field}.")
        for name, field in lacking
    ]
    error = [each for each in run_checks() if each.id == "open_data.E004"][-1]
    assert "replace(derived(ProgramPage), …)" in error.hint


@pytest.fixture
def room(monkeypatch) -> Iterator[type[BasePage]]:
    """A page type with a field of each kind."""
    monkeypatch.setattr(wagtail_pages, "PAGE_MODEL_CLASSES", [*wagtail_pages.PAGE_MODEL_CLASSES])
    with isolate_apps("pages"):

        class RoomPage(BasePage):
            data = Data("salas", "rooms", "room", "Rooms.")
            search_kind = Kind("sala", "room", "Rooms")
            price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
            height = models.FloatField(default=0)
            places = models.PositiveSmallIntegerField(default=0)
            opened_on = models.DateField(null=True)
            opens_at = models.DateTimeField()
            is_open = models.BooleanField(default=True)
            web = models.URLField(blank=True)
            theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL)
            papers = ParentalManyToManyField(Source, blank=True, related_name="+")
            near = ParentalManyToManyField(BasePage, blank=True, related_name="+")
            poster = models.ForeignKey(PortalImage, null=True, on_delete=models.SET_NULL)
            body = StreamField(ContentStreamBlock(required=False), blank=True)
            plan = models.JSONField(default=dict)
            aside = RichTextField(blank=True)
            keeper = models.CharField(max_length=9)

            internal_fields = BasePage.internal_fields | {"keeper"}
            shared_panels = [
                FieldPanel(name)
                for name in (
                    "price", "height", "places", "opened_on", "opens_at", "is_open", "web", "theme",
                    "papers", "near", "poster", "body", "plan", "aside", "keeper",
                )
            ]  # fmt: skip

            class Meta:
                app_label = "pages"

        yield RoomPage


def test_each_kind_of_field_has_columns_and_a_schema_or_is_told(room):
    dataset = derived(room)
    schema = object_of({field.key: field.schema for field in dataset.record_fields})["properties"]
    assert {name: schema[name] for name in ("price", "height", "places", "opened_on")} == {
        "price": {"type": ["number", "null"]},
        "height": {"type": "number"},
        "places": {"type": "integer"},
        "opened_on": {"type": ["string", "null"], "format": "date"},
    }
    assert schema["opens_at"] == {"type": "string", "format": "date-time"}
    assert schema["is_open"] == {"type": "boolean"}
    assert list(schema["theme"]["properties"]) == ["slug", "name"]
    assert list(schema["papers"]["items"]["properties"]) == ["title"]
    assert list(schema["near"]["items"]["properties"]) == ["id", "title", "url"]
    assert {"body", "poster"} <= dataset.left_out.keys()
    assert not {"body", "poster", "keeper", "plan", "aside"} & schema.keys()
    assert [(code, fault) for code, fault, _hint in checks.faults(dataset)] == [
        ("E004", "nothing tells the public field plan"),
        ("E004", "nothing tells the public field aside"),
    ]
    assert dataset.order[0] == "In the order of their titles."


def test_what_is_no_number_is_left_to_the_list_to_leave_out():
    assert to_cell(as_json(0.5)) == "0.5"
    for value in (float("nan"), float("-inf")):
        with pytest.raises(ValueError, match="JSON"):
            as_json(value)


OWN = {"name": "avisos", "key": "notices", "record": "notice", "description": "Avisos."}
WRONG = {
    "the files of another": ({"name": "eventos"}, "E009", "files of that name"),
    "a file of another": ({"name": "eventos-excel"}, "E009", "files of that name"),
    "the list of another": ({"key": "events"}, "E009", "the key events"),
    "the record of another": ({"record": "programme"}, "E009", "the record programme"),
    "no name for an address": ({"name": "Los avisos"}, "E010", "cannot stand in an address"),
    "a place of the page": ({"name": "licencia"}, "E010", "cannot stand in an address"),
    "no key": ({"key": "avisos nuevos"}, "E010", "'avisos nuevos'"),
    "a key of every file": ({"key": "dataset"}, "E010", "'dataset'"),
    "a record of every schema": ({"record": "source"}, "E010", "'source'"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_words_that_are_taken_or_cannot_be_used_are_told(monkeypatch, wrong):
    words, code, message = WRONG[wrong]
    monkeypatch.setattr(NoticePage, "data", Data(**OWN | words))
    told = [each for each in faults() if each[0] == f"open_data.{code}"]
    assert told
    assert any(message in each for _code, each in told)


def test_fields_of_a_page_type_that_has_no_data_are_told(monkeypatch):
    monkeypatch.setattr(HistoryEventPage, "data", None)
    assert faults() == [
        ("open_data.E011", "The fields of data of history.HistoryEventPage: no file tells them.")
    ]
