"""Dates of every kind, with every flag: drawn, listed, filtered, exported and read back."""

import json
import random

import pytest
from django.utils import translation

from history.dates import PartialDate
from history.models import HistoryEventPage
from oim_portal.accounts.roles import PUBLISHER

from .date_inputs import DateForm, Inputs
from .date_matrix import CASES, WORDS, Case
from .event_tables import EventImporter, rows_of, table_of
from .factories import add_events
from .html import page, text_of, texts
from .staff import person

pytestmark = pytest.mark.django_db

HISTORY = {"es": "/es/quienes-somos/historia/", "en": "/en/quienes-somos/historia/"}
SAMPLE = random.Random(17).sample(CASES, 48)
FEW = SAMPLE[:16]
PARTS = [CASES[part::8] for part in range(8)]  # an import takes 500 rows


def added(cases: list[Case]) -> dict[str, Case]:
    """Publish an event for each case and return the cases by their addresses on the timeline."""
    return {add_events(1, **case.fields)[0].slug: case for case in cases}


def told(case: Case, language: str) -> str:
    """Return what readers have to see of a date."""
    return PartialDate.parse(case.edtf).wording(language, at_the_latest=bool(case.says_latest))


def check_date(element, case: Case, language: str) -> None:
    date = element.select_one(".when__date")
    assert text_of(date)
    assert date.get("datetime") == case.datetime, case
    assert not set(text_of(date)) & set("~?%/[]"), case


@pytest.fixture
def each_by_itself(monkeypatch):
    """However many events there are, each date has a mark of its own and each text is there."""
    for place in ("timeline.MANY", "timeline.WHOLE", "templatetags.history_tags.MANY"):
        monkeypatch.setattr(f"history.{place}", 10_000)


def check_timeline(visitor, cases: dict[str, Case]) -> None:
    """Both languages show every event with its date, below a heading that claims no more."""
    headings: dict[str, str] = {}
    for language, address in HISTORY.items():
        soup = page(visitor, address)
        for slug, case in cases.items():
            element = soup.find(id=slug)
            check_date(element, case, language)
            heading = element.find_parent(class_="timeline__decade")["id"]
            wanted = f"decada-{case.decade}" if case.decade else "anios-19"
            assert heading.startswith(wanted), case
            headings[slug] = heading
        dated = HistoryEventPage.objects.published().exclude(date="").count()
        drawn = soup.select(".overview .chart-link")
        titles = {link["href"]: text_of(link.title) for link in drawn}
        assert len(titles) == dated
        for slug, case in cases.items():
            assert titles[f"#{slug}"].startswith(f"{told(case, language)}: "), case
        ids = [each["id"] for each in soup.select(".timeline__decade")]
        assert len(ids) == len(set(ids))
    links = {a["href"].partition("#")[0] for a in soup.select(".filters a[href*='decada=']")}
    offered = {link.partition("decada=")[2] for link in links}
    assert {f"decada-{decade}" for decade in offered} == {id for id in ids if "decada" in id}
    shown = page(visitor, f"{HISTORY['es']}?decada=1970")
    for slug, heading in headings.items():
        if heading == "decada-1970":
            assert shown.find(id=slug)


def check_exports(visitor, cases: dict[str, Case]) -> None:
    records = json.loads(visitor.get("/datos/eventos.json").content)["events"]
    by_slug = {record["url"]["es"].rstrip("/").rpartition("/")[2]: record for record in records}
    things = json.loads(visitor.get("/datos/eventos.jsonld").content)["@graph"]
    dates = {thing.get("identifier"): thing for thing in things}
    rows = {row["id"]: row for row in rows_of(visitor.get("/datos/eventos.csv").content)}
    for slug, case in cases.items():
        record = by_slug[slug]
        date = record["date"]
        assert date["edtf"] == rows[record["id"]]["fecha"] == case.edtf
        assert date["at_the_latest"] == case.at_the_latest
        assert bool(date["earliest"]) == case.has_earliest, case
        assert bool(date["latest"]) == case.has_latest, case
        thing = dates[record["id"]]
        assert thing.get("dcterms:date", {}).get("@value") == case.linked_edtf, case
        if not case.has_earliest:
            assert "temporalCoverage" not in thing, case
        if not case.has_latest and case.edtf[-2:] != "..":
            assert "temporalCoverage" not in thing, case


def check_form(cases: dict[str, Case]) -> None:
    """The form shows each date in words of its own, and keeps it."""
    for case in cases.values():
        date = PartialDate.parse(case.edtf)
        with translation.override("es"):
            shown = Inputs(str(DateForm(initial={"date": date})["date"]))
            form = DateForm(shown.values, initial={"date": date})
            assert form.is_valid(), (case, form.errors)
            assert form.cleaned_data["date"] == date, case


def check_import(importer: EventImporter) -> None:
    """The table of staff, sent back, changes nothing."""
    rows = importer.table()
    plan = importer.preview(table_of(rows))
    assert not plan.mistakes
    assert not [row for row in plan.plans if row.changes]


def check(visitor, cases: list[Case]) -> dict[str, Case]:
    by_slug = added(cases)
    check_timeline(visitor, by_slug)
    check_exports(visitor, by_slug)
    check_form(by_slug)
    check_import(EventImporter(person(PUBLISHER)))
    return by_slug


def test_a_sample_of_all_dates_is_drawn_listed_filtered_told_and_read_back(
    content, visitor, each_by_itself
):
    cases = check(visitor, SAMPLE)
    for slug, case in [*cases.items()][: len(FEW)]:
        for language, history in HISTORY.items():
            element = page(visitor, f"{history}{slug}/").main
            check_date(element, case, language)
            assert told(case, language) in texts(element, ".date-card dd"), case
            assert not case.words or text_of(element.select_one(".date-card mark")) == WORDS


def test_dates_that_are_imported_are_those_that_were_sent(content):
    importer = EventImporter(person(PUBLISHER))
    sent = {f"Hecho {number}": case for number, case in enumerate(FEW)}
    importer.carry_out(
        [
            {
                "id": "",
                "titulo_es": title,
                "fecha": case.edtf,
                "fecha_segun_fuente_es": case.words,
                "a_mas_tardar": "sí" if case.at_the_latest else "no",
            }
            for title, case in sent.items()
        ]
    )
    made = HistoryEventPage.objects.filter(title__in=sent)
    assert {event.title: event.date.edtf for event in made} == {
        title: case.edtf for title, case in sent.items()
    }


@pytest.mark.full
@pytest.mark.parametrize("cases", PARTS, ids=range(8))
def test_all_dates_are_drawn_listed_filtered_told_and_read_back(
    content, visitor, each_by_itself, cases
):
    check(visitor, cases)
