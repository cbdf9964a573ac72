"""One event that cannot be shown is left out and logged; whatever lists it goes on."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import OperationalError, connection

from history.models import HistoryEventPage, Source
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.operations.error_mail import subject_of
from oim_portal.search.models import SearchEntry
from pages.models import BasePage
from pages.unusable import usable
from programs.models import ProgramPage

from .event_tables import EventImporter
from .html import page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"
SLUG = "1974-retorno"  # a moment of the front page, cited by a programme
# What SQL, an older release or a restored backup may leave behind in a column.
UNREADABLE = ["mil novecientos", "1974-13", "1974-02-30", "2999/1000", "Y99999", "/", "🦜", "9999"]


@pytest.fixture(params=["history", "programs"])
def broken(request, content) -> BasePage:
    """An event or a programme whose date is no date, written past all rules."""
    model = {"history": HistoryEventPage, "programs": ProgramPage}[request.param]
    one = (
        model.objects.get(slug=SLUG) if model is HistoryEventPage else model.objects.published()[0]
    )
    break_date(one)
    return one


def break_date(one, text: str = "mil novecientos") -> None:
    with connection.cursor() as cursor:
        table, key = one._meta.db_table, one._meta.pk.column
        cursor.execute(f"UPDATE {table} SET date = %s WHERE {key} = %s", [text, one.pk])


def told(left_out: list) -> set[str]:
    """Return what was left out, by its model and number, and expect no more of it."""
    names = {record.getMessage().rpartition(": ")[2] for record in left_out}
    left_out.clear()
    return names


def name(one) -> str:
    return f"{one._meta.label} {one.pk}"


PAGES = [
    HISTORY,
    "/en/quienes-somos/historia/",
    f"{HISTORY}?decada=1970",
    f"{HISTORY}?tema=programas",
    f"{HISTORY}?esfera=migracion-facilitada",
    "/es/",
    "/en/",
    "/es/programas/",
    "/es/programas/?estado=historico",
    "/es/novedades.xml",
    "/en/novedades.xml",
    "/es/datos/",
]
# Links to events and programmes as rows of a list; beside an event its programmes are named too.
LISTED = ".timeline__heading a, .moments__title, .program-list a, .event-list a, entry > link"
ENDINGS = [".json", ".csv", "-excel.csv", ".jsonld"]
FILES = [f"{name}{ending}" for name in ("eventos", "programas") for ending in ENDINGS]


def test_all_that_lists_a_broken_page_goes_on_without_it(broken, visitor, left_out):
    others = HistoryEventPage.objects.published().exclude(pk=broken.pk)
    for address in PAGES:
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        soup = BeautifulSoup(answer.content, "html.parser")
        leading = [f"{link.get('href', '')}{link.text}" for link in soup.select(LISTED)]
        wrong = [link for link in leading if broken.slug in link]
        assert wrong == [], address
    assert len(page(visitor, HISTORY).select(".timeline__event")) == others.count()
    assert visitor.get("/sitemap.xml").status_code == 200
    assert visitor.get("/es/buscar/?q=retorno").status_code == 200
    assert told(left_out) == {name(broken)}


def test_the_files_of_data_leave_a_broken_page_out(broken, visitor, left_out):
    for file in FILES:
        answer = visitor.get(f"/datos/{file}")
        assert answer.status_code == 200
        assert str(broken.translation_key) not in answer.content.decode(), file
    assert told(left_out) == {name(broken)}


def test_every_page_that_cites_a_broken_one_is_served_and_its_own_is_not_found(
    broken, visitor, left_out
):
    for one in [*HistoryEventPage.objects.published(), *ProgramPage.objects.published()]:
        status = visitor.get(one.url_in("es")).status_code
        assert status == (404 if one.pk == broken.pk else 200), one.slug
    assert told(left_out) == {name(broken)}


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_text_that_is_no_date_takes_no_page_down(content, visitor, left_out, text):
    one = HistoryEventPage.objects.get(slug=SLUG)
    break_date(one, text)
    assert len(page(visitor, HISTORY).select(".timeline__event")) == 11
    assert told(left_out) == {name(one)}


def test_columns_to_sort_by_that_are_garbage_take_no_page_down(content, visitor):
    staff = signed_in(person(PUBLISHER))
    for garbage in ("", "x", "999999999"):
        HistoryEventPage.objects.filter(slug=SLUG).update(date_sort=garbage, sort_year=32_000)
        assert len(page(visitor, HISTORY).select(".timeline__event")) == 12
        assert visitor.get(f"{HISTORY}?decada=1970").status_code == 200
        assert staff.get("/admin/historia/hechos/").status_code == 200


def test_a_source_with_a_broken_date_is_left_out_of_the_data(content, visitor, left_out):
    source = Source.objects.get(title_es="Registro Oficial Nº 648")
    break_date(source)
    events = json.loads(visitor.get("/datos/eventos.json").content)["events"]
    assert len(events) == 12
    assert not [each for event in events for each in event["sources"] if each["number"] == "648"]
    assert told(left_out) == {name(source)}
    assert len(page(visitor, HISTORY).select(".timeline__event")) == 12


def test_the_search_is_rebuilt_without_a_broken_page(broken, left_out):
    call_command("update_search_entries", verbosity=0)
    assert told(left_out) == {name(broken)}
    assert SearchEntry.objects.exists()
    assert not SearchEntry.objects.filter(page=broken.pk).exists()


def test_staff_find_a_broken_event_withdraw_it_and_mend_it(content, visitor, left_out):
    one = HistoryEventPage.objects.get(slug=SLUG)
    break_date(one)
    importer = EventImporter(person(PUBLISHER))
    for address in ("/admin/historia/hechos/", "/admin/reports/fechas/"):
        assert "mil novecientos" in importer.client.get(address).content.decode(), address
    (row,) = [row for row in importer.table() if row["nombre_en_direccion"] == SLUG]
    assert row["fecha"] == "mil novecientos"
    HistoryEventPage.objects.get(pk=one.pk).unpublish()
    assert HistoryEventPage.objects.get(pk=one.pk).date.edtf == "mil novecientos"
    assert len(page(visitor, HISTORY).select(".timeline__event")) == 11
    HistoryEventPage.objects.get(pk=one.pk).get_latest_revision().publish()
    assert len(page(visitor, HISTORY).select(".timeline__event")) == 12
    break_date(one)
    one.revisions.all().delete()
    form = BeautifulSoup(
        importer.client.get(f"/admin/pages/{one.pk}/edit/", follow=True).content, "html.parser"
    )
    assert "mil novecientos" in form.select_one("[name=date-kind], [name=date_kind]").text
    importer.carry_out([row | {"fecha": "1974-06~"}])
    assert len(page(visitor, HISTORY).select(".timeline__event")) == 12
    left_out.clear()


def test_an_outage_of_the_database_is_not_taken_for_a_broken_row(content, left_out):
    class Gone:
        def check_values(self):
            raise OperationalError("the server closed the connection")

    with pytest.raises(OperationalError):
        usable([Gone()])
    assert left_out == []


def test_the_mail_about_errors_names_the_broken_page(broken, visitor, left_out):
    visitor.get(HISTORY)
    visitor.get("/es/programas/")
    record = left_out[0]
    assert record.levelname == "ERROR"
    assert subject_of(record).endswith(name(broken))
    left_out.clear()
