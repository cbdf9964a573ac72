"""The files of the data: what they hold, for whom, in which form, and when they are sent again."""

import csv
import io
import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from wagtail.models import PageViewRestriction, Site

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.open_data.files import files
from oim_portal.open_data.models import OpenDataSettings
from pages.models import MissionPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramIndexPage, ProgramPage, SpherePage

from .factories import add_events, add_page, add_programs, publish_page
from .original_texts import fold, inventory
from .test_query_counts import link_events

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
# Notices are of the tests alone (test_contract.py).
FILES = [name for name in files() if not name.startswith("avisos")]
DATA = [name for name in FILES if not name.endswith(".schema.json")]


def get(visitor, name: str, **headers):
    response = visitor.get(f"/datos/{name}", headers=headers)
    assert response.status_code in {200, 304}, name
    return response


def load(visitor, name: str) -> dict:
    return json.loads(get(visitor, name).content)


def rows(visitor, name: str = "eventos.csv", separator: str = ",") -> list[dict[str, str]]:
    text = get(visitor, name).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def check(visitor, name: str) -> dict:
    """Return a file of data that its own published schema allows."""
    schema = load(visitor, f"{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    data = load(visitor, f"{name}.json")
    assert data["$schema"] == schema["$id"] == f"{PORTAL}/datos/{name}.schema.json"
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    return data


def test_the_events_are_exactly_those_of_the_inventory(content, visitor):
    exported = [
        {
            "id": event["url"]["es"].split("/")[-2],
            "date_as_written": event["date"]["as_written"]["es"],
            "edtf": event["date"]["edtf"],
            "themes": [theme["slug"] for theme in event["themes"]],
            "at_the_latest": event["date"]["at_the_latest"],
        }
        for event in check(visitor, "eventos")["events"]
    ]
    assert sorted(exported, key=lambda event: event["id"]) == sorted(
        (
            {name: event[name] for name in ("id", "date_as_written", "edtf", "themes")}
            | {"at_the_latest": event["qualifier"] is not None}
            for event in inventory()["timeline"]
        ),
        key=lambda event: event["id"],
    )
    quoted = {
        event["url"]["es"].split("/")[-2]: fold(event["quotation"]["es"])
        for event in check(visitor, "eventos")["events"]
    }
    for event in inventory()["timeline"]:
        assert fold(event["text"]) in quoted[event["id"]]


def test_the_programmes_are_exactly_those_of_the_inventory(content, visitor):
    exported = check(visitor, "programas")["programmes"]
    expected = inventory()["historic_programmes"]
    assert sorted((each["title"]["es"], each["date"]["edtf"]) for each in exported) == sorted(
        (each["name"], each["edtf"]) for each in expected
    )
    quoted = {each["title"]["es"]: fold(each["quotation"]["es"]) for each in exported}
    for each in expected:
        assert fold(each["description"]) in quoted[each["name"]]


def test_a_record_says_everything_in_both_languages_with_its_sources(content, visitor):
    events = check(visitor, "eventos")["events"]
    (act,) = [event for event in events if event["date"]["edtf"] == "1965-12-16"]
    page = HistoryEventPage.objects.get(slug="1965-registro-oficial-648")
    assert act["id"] == str(page.translation_key)
    assert act["url"] == {
        code: f"{PORTAL}/{code}/quienes-somos/historia/1965-registro-oficial-648/"
        for code in ("es", "en")
    }
    assert act["title"].keys() == act["quotation"].keys() == {"es", "en"}
    assert act["date"]["earliest"] == act["date"]["latest"] == "1965-12-16"
    assert act["themes"] == [
        {"slug": "institucional", "name": {"es": "Institucional", "en": "Institutional"}},
        {"slug": "legal", "name": {"es": "Legal", "en": "Legal"}},
    ]
    (source,) = act["sources"]
    assert source["title"]["es"] == "Registro Oficial Nº 648"
    assert source["number"] == "648"


def test_a_programme_names_its_sphere_and_the_events_that_tell_of_it(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-y-desarrollo")
    program = ProgramPage.objects.get(slug="expertos-integrados")
    program.sphere = sphere
    publish_page(program)
    records = {each["id"]: each for each in check(visitor, "programas")["programmes"]}
    record = records[str(program.translation_key)]
    assert record["sphere"]["title"] == {
        "es": "Migración y Desarrollo",
        "en": "Migration and Development",
    }
    event = HistoryEventPage.objects.get(slug="1980s-1990s")
    assert record["events"] == [str(event.translation_key)]
    sphere.unpublish()
    event.unpublish()
    records = {each["id"]: each for each in check(visitor, "programas")["programmes"]}
    assert records[str(program.translation_key)]["sphere"] is None
    assert records[str(program.translation_key)]["events"] == []


def test_what_only_staff_see_is_in_no_file(content, visitor):
    everything = "".join(get(visitor, name).content.decode() for name in DATA)
    for event in HistoryEventPage.objects.exclude(note=""):
        assert json.dumps(event.note.splitlines()[0], ensure_ascii=False)[1:-1] not in everything
    # The year to sort by, which would read as a date; identifiers may hold the digits.
    assert not re.search(r"(?<![\w-])2999(?!\w)", everything)
    assert "document_seen" not in everything


def withdraw(event: HistoryEventPage) -> None:
    event.unpublish()


def hide(event: HistoryEventPage) -> None:
    PageViewRestriction.objects.create(page=event, restriction_type="login")


def hide_all(event: HistoryEventPage) -> None:
    PageViewRestriction.objects.create(page=HistoryPage.objects.get(), restriction_type="login")


def change_in_draft(event: HistoryEventPage) -> None:
    event.title = "Solo en borrador"
    event.save_revision()


@pytest.mark.parametrize("change", [withdraw, hide, hide_all])
def test_what_is_not_for_everyone_is_in_no_file(content, visitor, change):
    event = HistoryEventPage.objects.get(slug="1991-repatriacion")
    change(event)
    for name in DATA:
        text = get(visitor, name).content.decode()
        assert str(event.translation_key) not in text, name
        assert "1991-repatriacion" not in text, name


def test_a_draft_of_a_published_event_is_in_no_file(content, visitor):
    change_in_draft(HistoryEventPage.objects.get(slug="1991-repatriacion"))
    for name in DATA:
        assert "Solo en borrador" not in get(visitor, name).content.decode()


def test_a_link_to_a_page_has_its_full_address_and_one_to_a_private_page_none(content, visitor):
    mission, private = MissionPage.objects.get(), HistoryPage.objects.get()
    event = HistoryEventPage.objects.get(slug="1959-miembro")
    event.text_es = (
        f'<p data-block-key="ab1">Vea <a linktype="page" id="{mission.pk}">la misión</a> &amp; '
        f'<a linktype="page" id="99999">nada</a> y <b>más</b> &quot;todavía&quot;</p>'
    )
    publish_page(event)
    (record,) = [
        each for each in check(visitor, "eventos")["events"] if each["date"]["edtf"] == "1959"
    ]
    assert record["html"]["es"] == (
        f'<p>Vea <a href="{PORTAL}/es/quienes-somos/mision/">la misión</a> &amp; '
        '<a>nada</a> y <b>más</b> "todavía"</p>'
    )
    assert record["text"]["es"] == 'Vea la misión & nada y más "todavía"'
    PageViewRestriction.objects.create(page=mission, restriction_type="login")
    assert "quienes-somos/mision" not in get(visitor, "eventos.json").content.decode()
    assert private.live


def test_a_table_has_a_row_for_each_record_and_opens_in_a_spreadsheet(content, visitor):
    response = get(visitor, "eventos.csv")
    assert response.content.startswith(b"\xef\xbb\xbfid,nombre_en_direccion,titulo_es")
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"] == 'attachment; filename="eventos.csv"'
    assert rows(visitor) == rows(visitor, "eventos-excel.csv", ";")
    records = check(visitor, "eventos")["events"]
    assert [row["id"] for row in rows(visitor)] == [record["id"] for record in records]
    row = next(row for row in rows(visitor) if row["nombre_en_direccion"] == "1973-reasentamiento")
    assert (row["fecha"], row["a_mas_tardar"], row["fecha_segun_fuente_es"]) == (
        "1973",
        "sí",
        "para 1973",
    )
    assert row["parte_de_la_cita_es"].startswith("para 1973, la OIM")
    assert len(rows(visitor, "programas.csv")) == len(check(visitor, "programas")["programmes"])


def test_what_has_no_translation_is_empty_in_tables_and_missing_in_records(content, visitor):
    add_page(HistoryPage.objects.get(), "Sin traducir", model=HistoryEventPage, date="1970")
    add_page(ProgramIndexPage.objects.get(), "Sin traducir", model=ProgramPage)
    for name, table, key in (
        ("eventos", "eventos.csv", "events"),
        ("programas", "programas.csv", "programmes"),
    ):
        row = next(row for row in rows(visitor, table) if row["titulo_es"] == "Sin traducir")
        assert row["titulo_en"] == row["direccion_en"] == ""
        records = check(visitor, name)[key]
        (record,) = [each for each in records if each["title"]["es"] == "Sin traducir"]
        assert record["title"].keys() == record["url"].keys() == {"es"}
    assert load(visitor, "eventos.jsonld")


def test_sources_of_the_same_title_are_told_apart_by_number(content, visitor):
    event = HistoryEventPage.objects.get(slug="1959-miembro")
    one, other = (Source.objects.create(title_es="Informe | anual") for _ in range(2))
    twin = Source.objects.create(title_es="Registro Oficial Nº 648")
    event.sources = [one, other, twin]
    publish_page(event)
    row = next(row for row in rows(visitor) if row["nombre_en_direccion"] == "1959-miembro")
    assert sorted(row["fuentes"].split(" | ")) == sorted(f"#{s.pk}" for s in (one, other, twin))


def test_json_ld_names_each_record_by_its_identifier_and_types_its_dates(content, visitor):
    data = load(visitor, "eventos.jsonld")
    whole, *events = data["@graph"]
    keys = {f"urn:uuid:{event.translation_key}" for event in HistoryEventPage.objects.published()}
    assert {event["@id"] for event in events} == keys
    assert {part["@id"] for part in whole["hasPart"]} == keys
    assert whole["@type"] == "Dataset"
    assert "license" not in whole
    assert data["@context"]["edtf"].endswith("/EDTF")
    by_date = {event.get("dcterms:date", {}).get("@value"): event for event in events}
    assert by_date["1965-12-16"]["temporalCoverage"] == "1965-12-16"
    assert {event["@type"] for event in events} == {"CreativeWork"}
    assert by_date["/1974-06~"]["dcterms:date"]["@type"] == "edtf"
    assert "temporalCoverage" not in by_date["/1974-06~"]
    assert {name["@language"] for name in by_date["1959"]["name"]} == {"es", "en"}


def test_a_licence_is_only_what_the_office_states(content, visitor):
    assert check(visitor, "eventos")["dataset"]["licence"] is None
    OpenDataSettings.objects.create(
        site=Site.objects.get(),
        licence_es="Licencia de prueba",
        licence_url="https://example.org/licencia",
        edition="2026",
    )
    about = check(visitor, "eventos")["dataset"]
    assert about["licence"] == {
        "name": {"es": "Licencia de prueba"},
        "url": "https://example.org/licencia",
    }
    assert about["edition"] == "2026"
    whole = load(visitor, "eventos.jsonld")["@graph"][0]
    assert whole["license"] == "https://example.org/licencia"


def test_the_version_follows_from_the_records_alone(content, visitor):
    before = check(visitor, "eventos")["dataset"]["version"]
    event = HistoryEventPage.objects.get(slug="1959-miembro")
    publish_page(event)
    call_command("load_initial_content", verbosity=0)
    assert check(visitor, "eventos")["dataset"]["version"] == before
    event.date_as_written_en = "in 1959, they say"
    publish_page(event)
    assert check(visitor, "eventos")["dataset"]["version"] != before


# Bytes of the shortest response that GZipMiddleware compresses: a set without rows has fewer.
SHORTEST_PACKED = 200


@pytest.mark.parametrize("name", FILES)
def test_whoever_has_a_file_already_is_not_sent_it_again(content, visitor, name):
    first = get(visitor, name)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    if len(first.content) >= SHORTEST_PACKED:
        assert first["Vary"] == "Accept-Encoding"
    assert not first.cookies
    for headers in (
        {"if-none-match": first["ETag"]},
        {"if-none-match": f'"other", W/{first["ETag"]}'},
        {"if-modified-since": first["Last-Modified"]},
    ):
        again = get(visitor, name, **headers)
        assert (again.status_code, again.content) == (304, b""), headers
        assert again["ETag"] == first["ETag"]
    assert get(visitor, name, **{"if-none-match": '"other"'}).status_code == 200
    old = "Mon, 01 Jan 2001 00:00:00 GMT"
    assert get(visitor, name, **{"if-modified-since": old}).status_code == 200
    packed = get(visitor, name, **{"accept-encoding": "gzip"})
    assert get(visitor, name, **{"if-none-match": packed["ETag"]}).status_code == 304


def test_every_kind_of_change_is_seen_at_once(content, visitor):
    event = HistoryEventPage.objects.get(slug="1991-repatriacion")
    theme = Theme.objects.get(slug="legal")
    tags = [get(visitor, "eventos.json")["ETag"]]
    event.unpublish()
    tags.append(get(visitor, "eventos.json")["ETag"])
    theme.name_en = "Law"
    theme.save()
    tags.append(get(visitor, "eventos.json")["ETag"])
    HistoryEventPage.objects.get(slug="1959-miembro").delete()
    tags.append(get(visitor, "eventos.json")["ETag"])
    assert len(set(tags)) == 4


def test_files_are_the_same_in_every_language_and_open_to_other_sites(content, visitor):
    spanish = get(visitor, "eventos.json", **{"accept-language": "es"})
    english = get(visitor, "eventos.json", **{"accept-language": "en"})
    assert spanish.content == english.content
    assert spanish["Content-Language"] == "es, en"
    assert spanish["Access-Control-Allow-Origin"] == "*"
    assert spanish["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("name", ["eventos.xml", "nada.json", "eventos", "eventos.json%20"])
def test_a_file_that_does_not_exist_is_not_found(content, visitor, name):
    assert visitor.get(f"/datos/{name}").status_code == 404
    assert visitor.post("/datos/eventos.json").status_code == 405


def queries(visitor, address: str) -> int:
    visitor.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address).status_code == 200
    return len(captured)


@pytest.mark.full
def test_three_hundred_records_cost_no_more_queries_than_twelve(content, visitor):
    addresses = [f"/datos/{name}" for name in files()] + ["/es/datos/"]
    link = f'<p><a linktype="page" id="{MissionPage.objects.get().pk}">misión</a></p>'
    with publishing_reason("test"):
        HistoryEventPage.objects.filter(slug="1959-miembro").update(text_es=link)
    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="expertos-integrados").update(
            description_es=link, sphere=SpherePage.objects.first()
        )
    before = [queries(visitor, address) for address in addresses]
    assert max(before) <= 25
    link_events(add_events(300, date="1965", text_es=link))
    add_programs(100, sphere=SpherePage.objects.first(), description_es=link)
    assert len(rows(visitor)) == 312
    assert [queries(visitor, address) for address in addresses] == before


def test_a_portal_without_content_has_empty_files(content, visitor):
    for page in [*HistoryEventPage.objects.all(), *ProgramPage.objects.all()]:
        page.delete()
    assert check(visitor, "eventos")["events"] == []
    assert check(visitor, "programas")["programmes"] == []
    assert rows(visitor) == []
