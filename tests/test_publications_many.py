"""500 publications with long files: lists and searches cost as much as with few (full run)."""

from random import Random
from statistics import median
from time import perf_counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oim_portal.media.models import PdfReading, PortalDocument
from oim_portal.search import indexing
from oim_portal.search.models import SearchEntry
from oim_portal.search.statements import MOST_FILES
from pages.kinds.publications.models import PublicationFile, PublicationPage
from pages.models.publishing_guard import publishing_reason

from .bench.prose import Writer
from .bench.vocabulary import SPANISH
from .factories import add_many
from .html import page
from .search_requests import address
from .test_publications import index_page
from .test_search_plans import plans

pytestmark = [pytest.mark.django_db, pytest.mark.full]


def add_publications(count: int) -> None:
    """Publish publications with two files of some 60,000 characters each."""
    writer = Writer(SPANISH, Random(1))
    fields = {"kind": "informe", "year": 2025, "summary_es": "<p>Lo que se halló.</p>"}
    pages = add_many(index_page(), PublicationPage, count, **fields)
    rows = []
    for number, publication in enumerate(pages):
        for language in ("es", "en"):
            document = PortalDocument(title=f"{number} {language}", file_size=1_000_000)
            document.file.name = f"documents/{number}{language}/informe.pdf"
            rows.append((PublicationFile(page=publication, language=language), document))
    PortalDocument.objects.bulk_create(document for _row, document in rows)
    for row, document in rows:
        row.document = document
    with publishing_reason("test"):
        PublicationFile.objects.bulk_create(row for row, _document in rows)
    PdfReading.objects.bulk_create(
        PdfReading(
            document=document,
            file_name=document.file.name,
            state="read",
            pages=40,
            text=writer.paragraph(600),
        )
        for _row, document in rows
    )
    indexing.index_pages(pages)


def milliseconds(visitor, path: str) -> float:
    taken = []
    for _round in range(7):
        start = perf_counter()
        assert visitor.get(path).status_code == 200
        taken.append(1_000 * (perf_counter() - start))
    return median(taken)


def test_lists_and_searches_with_500_publications(content, visitor, capsys):
    asked = [address(typed) for typed in ("migración", "personas migrantes", "desarrollo xyzzyq")]
    call_command("make_bulk_content", pages=300, events=0, verbosity=0)
    before = {path: milliseconds(visitor, path) for path in asked}
    add_publications(3)
    visitor.get("/es/publicaciones/")
    with CaptureQueriesContext(connection) as few:
        visitor.get("/es/publicaciones/")
    add_publications(500)
    assert SearchEntry.objects.filter(in_file=True).count() == 1_006
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchentry")
    visitor.get("/es/publicaciones/")
    with CaptureQueriesContext(connection) as many:
        assert len(page(visitor, "/es/publicaciones/").select(".publication")) == 20
    assert len(many) == len(few)
    for path in asked:
        after = milliseconds(visitor, path)
        with capsys.disabled():
            print(f"{path}: {before[path]:.1f} ms, {after:.1f} ms")
        nodes = plans(visitor, path)
        read = [node for node in nodes if node.get("Index Name") == "search_in_files"]
        assert read, path
        limits = [node["Actual Rows"] for node in nodes if node.get("Subplan Name") == "CTE filed"]
        assert all(rows <= MOST_FILES for rows in limits)
