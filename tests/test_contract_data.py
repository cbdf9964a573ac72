"""The data of a page type that says no more of them than what they are called (tests/kinds)."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from pages.models import MissionPage

from .factories import add_many, add_page, make_private, publish_page
from .html import page, text_of, texts
from .kinds.models import NoticeIndexPage, NoticePage

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
ENDINGS = [".json", ".csv", "-excel.csv", ".jsonld", ".schema.json"]
COLUMNS = [
    "id", "titulo_es", "titulo_en", "text_es", "text_en", "posted_on", "closes_at", "stream",
    "direccion_es", "direccion_en",
]  # fmt: skip


@pytest.fixture
def index(content) -> NoticeIndexPage:
    """Three notices, the last of them first in the tree."""
    index = add_page(title="Avisos", model=NoticeIndexPage, display_title_en="Notices")
    for number in (3, 1, 2):
        add_notice(index, number)
    return index


def add_notice(index: NoticeIndexPage, number: int, **fields) -> NoticePage:
    own = {
        "display_title_en": f"Notice {number}" if number > 1 else "",
        "text_es": f"<p>Trámite <b>número</b> {number}</p>",
        "text_en": f"<p>Procedure {number}</p>" if number > 1 else "",
        "posted_on": f"2026-01-0{number}",
        "closes_at": datetime(2026, 3, 1, 22, tzinfo=UTC) if number == 2 else None,
        "stream": "convocatoria" if number == 1 else "novedad",
    }
    notice = add_page(index, f"Aviso {number}", model=NoticePage, **own | fields)
    publish_page(notice)
    return notice


def body(visitor, ending: str) -> bytes:
    answer = visitor.get(f"/datos/avisos{ending}")
    assert answer.status_code == 200
    return answer.content


def notices(visitor) -> list[dict]:
    """Return the records, which their own schema allows."""
    schema, data = json.loads(body(visitor, ".schema.json")), json.loads(body(visitor, ".json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert data["$schema"] == schema["$id"] == f"{PORTAL}/datos/avisos.schema.json"
    return data["notices"]


def rows(visitor, ending: str = ".csv", separator: str = ",") -> list[dict[str, str]]:
    text = body(visitor, ending).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def test_a_record_says_what_the_form_does_in_both_languages(index, visitor):
    third, second, first = notices(visitor)
    page = NoticePage.objects.get(slug="aviso-2")
    assert second == {
        "id": str(page.translation_key),
        "url": {code: f"{PORTAL}/{code}/avisos/aviso-2/" for code in ("es", "en")},
        "title": {"es": "Aviso 2", "en": "Notice 2"},
        "text": {"es": "Trámite número 2", "en": "Procedure 2"},
        "text_html": {"es": "<p>Trámite <b>número</b> 2</p>", "en": "<p>Procedure 2</p>"},
        "posted_on": "2026-01-02",
        "closes_at": "2026-03-01T17:00:00-05:00",
        "stream": "novedad",
        "modified": page.last_published_at.isoformat(),
    }
    assert third["closes_at"] is None
    assert first["title"].keys() == first["url"].keys() == first["text"].keys() == {"es"}
    assert first["stream"] == "convocatoria"


def test_records_and_rows_stand_in_the_order_of_the_list(index, visitor):
    add_notice(index, 4, posted_on=None)
    order = ["Aviso 3", "Aviso 2", "Aviso 1", "Aviso 4"]
    assert [each["title"]["es"] for each in notices(visitor)] == order
    assert [each["titulo_es"] for each in rows(visitor)] == order
    listed = json.loads(body(visitor, ".schema.json"))["properties"]["notices"]
    assert listed["description"] == "In the order of their list on the site."


def test_tables_have_a_column_for_each_field_and_language(index, visitor):
    table = rows(visitor)
    assert list(table[0]) == COLUMNS
    assert table == rows(visitor, "-excel.csv", ";")
    key = NoticePage.objects.get(slug="aviso-2").translation_key
    assert list(table[1].values()) == [
        str(key), "Aviso 2", "Notice 2", "<p>Trámite <b>número</b> 2</p>", "Procedure 2",
        "2026-01-02", "2026-03-01T17:00:00-05:00", "novedad",
        f"{PORTAL}/es/avisos/aviso-2/", f"{PORTAL}/en/avisos/aviso-2/",
    ]  # fmt: skip
    assert table[2]["titulo_en"] == table[2]["text_en"] == table[2]["closes_at"] == ""


def test_json_ld_says_what_each_is_as_its_page_does(index, visitor):
    whole, _third, second, _first = json.loads(body(visitor, ".jsonld"))["@graph"]
    assert whole["name"] == [{"@value": "Avisos", "@language": code} for code in ("es", "en")]
    assert second["@type"] == "SpecialAnnouncement"
    assert second["datePosted"] == "2026-01-02"
    assert second["description"][0] == {"@value": "Trámite número 2", "@language": "es"}
    assert second["@id"] == whole["hasPart"][1]["@id"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_of_the_data_offers_it(index, visitor, language):
    soup = page(visitor, f"/{language}/datos/")
    part = soup.select_one("[aria-labelledby=avisos]")
    assert text_of(part.h2) == "Avisos"
    assert "De qué da aviso la oficina" in text_of(part)
    links = [link["href"] for link in part.select(".downloads a")]
    assert links == [f"{PORTAL}/datos/avisos{ending}" for ending in ENDINGS]
    assert texts(part, "dd")[0] == "3"
    assert texts(part, "code") == COLUMNS
    node = json.loads(soup.select_one('script[type="application/ld+json"]').string)["@graph"][-1]
    assert node["name"] == "Avisos"
    assert [each["contentUrl"] for each in node["distribution"]] == links[:4]
    listing = page(visitor, f"/{language}/avisos/")
    assert listing.main.find("a", href=f"/{language}/datos/#avisos")


def test_what_is_not_for_everyone_is_in_no_file(index, visitor):
    gone = [
        add_notice(index, 5),
        add_notice(index, 6),
        add_notice(index, 7, expire_at=timezone.now() + timedelta(days=1)),
        add_notice(index, 8),
    ]
    closed = add_notice(index, 9, closes_at=timezone.now() - timedelta(days=1))
    make_private(gone[0])
    gone[1].unpublish()
    NoticePage.objects.filter(pk=gone[2].pk).update(expire_at=timezone.now())
    gone[3].delete()
    closed.title = "Solo en borrador"
    closed.save_revision()
    for ending in ENDINGS:
        text = body(visitor, ending).decode()
        for notice in gone:
            assert str(notice.translation_key) not in text
            assert notice.slug not in text
        assert "Solo en borrador" not in text
    assert "Aviso 9" in [each["title"]["es"] for each in notices(visitor)], "closed, and listed"
    make_private(index)
    assert notices(visitor) == rows(visitor) == []
    assert not page(visitor, "/es/datos/").select("#avisos")


def test_a_page_type_without_pages_has_whole_files(content, visitor):
    assert notices(visitor) == rows(visitor) == []
    assert [each["@type"] for each in json.loads(body(visitor, ".jsonld"))["@graph"]] == ["Dataset"]
    assert not page(visitor, "/es/datos/").select("#avisos")


def test_hundreds_cost_no_more_queries_than_three(index, visitor):
    def queries(address: str) -> int:
        visitor.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(address).status_code == 200
        return len(captured)

    addresses = [f"/datos/avisos{ending}" for ending in ENDINGS] + ["/es/datos/"]
    link = f'<p><a linktype="page" id="{MissionPage.objects.get().pk}">misión</a></p>'
    add_notice(index, 4, text_es=link)
    before = [queries(address) for address in addresses]
    add_many(index, NoticePage, 200, text_es=link)
    assert len(notices(visitor)) == 204
    assert [queries(address) for address in addresses] == before
