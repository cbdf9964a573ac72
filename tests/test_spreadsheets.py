"""Spreadsheets of every report and list of the admin, with rows that somebody wrote to do harm."""

import csv
import io
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib.util import find_spec, module_from_spec

import pytest
from django.db import connection
from django.urls import URLResolver, get_resolver
from openpyxl import Workbook, load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports import ReportView

from oim_portal.accounts.models import User
from oim_portal.admin.reports import export
from oim_portal.media.models import PortalImage
from oim_portal.open_data.cells import LONGEST_CELL, workbook_text
from oim_portal.operations.models import JobRun
from oim_portal.search.models import MissedSearch
from oim_portal.trash.page_moves import trash_page
from pages.models import BasePage

from .editorial_team import SUBMIT, EditorialTeam
from .factories import add_page
from .staff import signed_in

pytestmark = pytest.mark.django_db

# What SQL or an older release may have left: a formula, a control character, two lines.
HOSTILE = '=HYPERLINK("http://example.org/?"&A1)\x0b\n"; =1+1 ñ \ufffe'
LONG = "+" + "\U0001f6a8" * 40_000
COLUMNS = {
    "title": HOSTILE,
    "draft_title": HOSTILE,
    "label": HOSTILE,
    "object_str": HOSTILE,
    "object_repr": HOSTILE,
    "first_name": HOSTILE[:20],
    "note": LONG,
    "detail": LONG,
    "reason": HOSTILE,
    "written_by": HOSTILE,
    "text": HOSTILE,
    "comment": HOSTILE,
}
TABLES = [
    *("pages_basepage", "media_portalimage", "media_portaldocument", "accounts_user"),
    *("wagtailcore_pagelogentry", "wagtailcore_modellogentry", "wagtailcore_taskstate"),
    *("wagtailcore_revision", "publishing_readtext", "operations_jobrun", "auditlog_logentry"),
    *("search_missedsearch", "pages_translationstate", "trash_deletion"),
    *("history_historyeventpage", "history_source"),
]
# Reports that have a row in the office below.
FILLED = {
    *("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages", "account_log"),
    *("single_reader_report", "dates_report", "pictures_report", "health_report"),
    *("missed_searches", "translations_report", "to_review_report", "trash"),
}
STARTS = re.compile(r"[\s\"';,|]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


@pytest.fixture
def administrator(content):
    """An office at work, whose texts SQL has then replaced with hostile ones."""
    team = EditorialTeam()
    team.publish("De Eva")
    team.edit(team.eva, "Para revisar", **SUBMIT)
    BasePage._base_manager.filter(pk=team.pk).update(
        locked=True, locked_by=team.publisher, review_on=date(2020, 1, 1)
    )
    trash_page(add_page(title="Retirada"), team.publisher)
    # In one statement: nobody asks for a file.
    PortalImage.objects.bulk_create([PortalImage(title="x", file="x.png", width=1, height=1)])
    MissedSearch.objects.create(text="x", language="es", last_on=date(2026, 11, 29))
    JobRun.objects.create(name="mail", ok=False, ran_at=datetime(2026, 11, 29, tzinfo=UTC))
    root = User.objects.create_superuser("raiz@example.org", "x" * 20)
    with connection.cursor() as cursor:
        for table in TABLES:
            description = connection.introspection.get_table_description(cursor, table)
            names = COLUMNS.keys() & {column.name for column in description}
            setting = ", ".join(f"{name} = %({name})s" for name in names)
            cursor.execute(f"UPDATE {table} SET {setting}", {name: COLUMNS[name] for name in names})
    return signed_in(root)


def exports(patterns=None, before: str = "/") -> dict[str, str]:
    """Return the addresses of all views with an export, and their names."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(pattern.pattern)
        view = getattr(getattr(pattern, "callback", None), "view_class", object)
        if isinstance(pattern, URLResolver):
            found |= exports(pattern.url_patterns, address)
        elif issubclass(view, SpreadsheetExportMixin):
            found[address] = pattern.name
    return found


def content_of(client, address: str, kind: str) -> bytes:
    answer = client.get(address, {"export": kind})
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return b"".join(answer)


def test_every_export_opens_and_holds_no_formula(administrator):
    found = exports()
    assert len(found) > 30
    assert set(found.values()) >= FILLED
    told = set()
    for address, name in found.items():
        if address.endswith("results/"):
            continue  # the same views
        rows = read_csv(content_of(administrator, address, "csv"))
        sheet = read_xlsx(content_of(administrator, address, "xlsx"))
        # A list that names no columns is exported as lines of nothing.
        assert len(rows) == len(sheet) or not any(rows), address
        told |= {name} if len(rows) > 1 else set()
        for cell in (cell for row in rows for cell in row):
            assert not STARTS.match(cell) or STARTS.match(cell)[0].count("'"), (address, cell[:50])
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", cell), address
    assert told >= FILLED, FILLED - told


def read_csv(data: bytes) -> list[list[str]]:
    """Return the rows as a Spanish Excel reads them."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(data: bytes) -> list[tuple]:
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows())
    for cell in (cell for row in rows for cell in row):
        assert cell.data_type != "f"
        if isinstance(cell.value, str):
            assert len(cell.value.encode("utf-16-le")) <= 2 * LONGEST_CELL
    return rows


@pytest.mark.parametrize(
    ("value", "in_csv", "in_workbook"),
    [
        (None, "", None),
        (7, 7, 7),
        (-7, -7, -7),
        (Decimal("-1.50"), "-1,50", Decimal("-1.50")),
        (float("nan"), "nan", "nan"),
        (True, "sí", True),
        (date(2026, 11, 29), "2026-11-29", date(2026, 11, 29)),
        (date(1865, 1, 2), "1865-01-02", "1865-01-02"),
        (time(8, 30), "08:30:00", time(8, 30)),
        ("-7", "'-7", "-7"),
        ("\x0b=1+1", "'=1+1", "=1+1"),
        (' "=1', " \"'=1", ' "=1'),
        ("\uff1d1", "'\uff1d1", "\uff1d1"),
        ("\t=1", "\t'=1", "\t=1"),
        ("uno\r\n@dos", "uno\r\n'@dos", "uno\r\n@dos"),
        ("_x0041_", "_x0041_", "_x005F_x0041_"),
    ],
)
def test_values_keep_their_type(value, in_csv, in_workbook):
    assert export.workbook_value(value) == in_workbook or value != value
    assert export.csv_value(value) == in_csv or value == ' "=1'


def test_times_are_those_of_ecuador():
    view = ReportView()
    moment = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
    assert view.preprocess_field_value("at", moment, "csv") == "2026-11-28 22:00:00"
    assert view.preprocess_field_value("at", moment, "xlsx") == datetime(2026, 11, 28, 22, 0)  # noqa: DTZ001


def test_a_cell_is_no_longer_than_excel_takes():
    assert workbook_text("a" * LONGEST_CELL) == "a" * LONGEST_CELL
    for sign in "a\U0001f6a8":
        cut = workbook_text(sign * 40_000)
        assert cut.endswith("…")
        assert LONGEST_CELL - 2 < len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL
    book = Workbook()
    book.active.append([workbook_text(HOSTILE + "\x00\ud800")])
    book.save(io.BytesIO())


def test_wagtail_still_writes_formulas():
    """Once it does not, oim_portal.admin.reports.export may shrink."""
    spec = find_spec("wagtail.admin.views.mixins")
    original = module_from_spec(spec)
    spec.loader.exec_module(original)
    view = original.SpreadsheetExportMixin()
    assert view.preprocess_field_value("title", "=1+1", "csv") == "=1+1"
    assert view.preprocess_field_value("title", "a\x0b", "xlsx") == "a\x0b"


def test_a_view_that_writes_its_own_spreadsheet_is_told(monkeypatch):
    assert export.spreadsheets_are_written_in_one_way(None) == []

    class Own(ReportView):
        def stream_csv(self, queryset):
            """Write what it likes."""

    monkeypatch.setattr(export, "views_with_exports", lambda: [Own])
    [error] = export.spreadsheets_are_written_in_one_way(None)
    assert "stream_csv" in error.msg
    assert "oim_portal.admin.reports.export" in error.hint


def test_only_two_modules_write_spreadsheets():
    """CSV is written by `cells` and by `export`; whoever needs a table calls one of them."""
    from .test_layers import ROOT, python_files

    writing = re.compile(r"csv\.(?:Dict)?[wW]riter|Workbook\(|WriteOnlyCell")
    files = [path for path in python_files() if writing.search(path.read_text())]
    found = {str(path.relative_to(ROOT)) for path in files}
    # The import reads a workbook as the CSV that it would have been; nobody gets that file.
    found.remove("oim_portal/open_data/importing/reading.py")
    assert found == {"oim_portal/open_data/cells.py", "oim_portal/admin/reports/export.py"}
