"""The statements of the search read indexes, and no more rows than they need, on many rows."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oim_portal.search.models import SearchEntry

from .search_requests import address

pytestmark = pytest.mark.django_db

OURS = {"search_searchentry", "search_publishedword", "pages_basepage"}
# What is asked, and the indexes that answer it.
SEARCHES = {
    address("migración"): {"search_by_words", "search_by_title"},
    address("personas desarrollo"): {"search_by_words"},
    address("terremoto", tipo="hecho"): {"search_by_words"},
    address("migrasion"): {"search_words_by_trigrams"},
    "/es/buscar/sugerencias/?q=mi": {"search_by_title"},
    "/es/buscar/sugerencias/?q=migrasion": {"search_words_by_trigrams"},
}


@pytest.fixture
def many(content):
    call_command("make_bulk_content", pages=1_000, events=200, verbosity=0)
    assert SearchEntry.objects.count() > 2_400


def plans(visitor, path: str) -> list[dict]:
    """Return every node of the plans of the statements of the search that a request sends."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert visitor.get(path).status_code == 200
    read = ("closed_pages", "similarity(")
    statements = [query["sql"] for query in captured if any(each in query["sql"] for each in read)]
    assert statements
    nodes = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as the search itself does
        for statement in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
            found = cursor.fetchone()[0]
            plan = json.loads(found) if isinstance(found, str) else found
            nodes += walk(plan[0]["Plan"])
    return nodes


def walk(node: dict) -> list[dict]:
    return [node, *(each for child in node.get("Plans", []) for each in walk(child))]


@pytest.mark.full
def test_a_search_reads_indexes_and_no_whole_table(many, visitor):
    for path, indexes in SEARCHES.items():
        nodes = plans(visitor, path)
        assert indexes <= {node.get("Index Name") for node in nodes}, path
        whole = [node for node in nodes if node["Node Type"] == "Seq Scan"]
        assert not {node["Relation Name"] for node in whole} & OURS, path
