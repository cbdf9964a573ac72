"""A database of 1.0.0, which every later version has to carry over, gets today's tables.

tests/data/release-1.0.0.sql.gz is a dump by PostgreSQL 15, the oldest that is supported: a page of
each type, every block, a draft, a change that is not published, a page in the trash; all of it made
up, by tests/oldest_release.py. From 1.0.0 on it is never made anew (docs/operations/releases.md).
"""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from .database_copy import database_url
from .oldest_release import DUMP

pytestmark = [pytest.mark.django_db, pytest.mark.full]

ROOT = Path(__file__).parents[1]
PAGES = """SELECT id, live, slug, display_title_es, display_title_en, latest_revision_id
    FROM pages_basepage ORDER BY id"""
# What visitors get of each page in each language, and what was not published.
VISIT = """
import json
from django.core.management import call_command
from django.test import Client
from pages.models import BasePage

call_command("update_search_entries", verbosity=0)
visitor = Client(headers={"host": "localhost"})
answers = {}
for page in BasePage.objects.published().filter(depth__gte=2):
    for language in ("es", "en"):
        address = page.url_in(language)
        answer = visitor.get(address, follow=True)
        answers[address] = [answer.status_code, answer.content.decode()]
changed = BasePage.objects.get(slug="con-cambios")
print(json.dumps([answers, changed.get_latest_revision_as_object().lead_es]))
"""


@pytest.fixture
def old():
    """Return the URL of a database as 1.0.0 left it; it is dropped afterwards."""
    settings = connection.settings_dict
    name = f"{settings['NAME']}_old"
    url = database_url(settings | {"NAME": name})
    server = psycopg2.connect(database_url(settings))
    server.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    server.cursor().execute(
        f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'"
        " LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    )
    filled = psycopg2.connect(url)
    with filled, filled.cursor() as cursor:
        cursor.execute(gzip.decompress(DUMP.read_bytes()).decode())
    filled.close()
    yield url
    server.cursor().execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


def rows(url: str, statement: str) -> list[tuple]:
    asked = psycopg2.connect(url)
    with asked, asked.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    asked.close()
    return found


def run(url: str, *arguments: str) -> str:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_the_first_release_held_is_whole_in_this_one(old):
    before = rows(old, PAGES)
    assert len(before) > 20
    run(old, "migrate", "--no-input", "-v0")
    assert rows(old, PAGES) == before
    answers, draft = json.loads(run(old, "shell", "--no-imports", "-c", VISIT).splitlines()[-1])
    assert draft == "Un texto sin publicar"
    assert {address: status for address, (status, _text) in answers.items() if status != 200} == {}
    shown = "".join(text for _status, text in answers.values())
    for title in ("Inventada HistoryEventPage", "Invented ProgramPage", "With changes"):
        assert title in shown
    assert "Borrador inventado" not in shown
    assert "sin publicar" not in shown
