"""Fixtures of all tests: a database and a media folder per run, with the initial content loaded."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key
from xdist.scheduler import LoadFileScheduling

from oim_portal.wagtail_compat.django_private import server_cursor

from . import database
from .portal_process import Portal
from .template_database import process_lives, wait_for

# The same cases at every run, and no bound in seconds: a slow machine is not a fault.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis_settings.load_profile("portal")
LONG = {
    *("permissions", "malformed_requests", "every_route", "third_language", "backup", "restore"),
    *("make_run", "admin_csp", "backup_nightly", "documents", "hostile_uploads", "search_plans"),
}
TAKES_PORTAL = re.compile(r"def \w+\([^)]*\bportal\b")


# After a test that commits, `database.restore` puts every table back in one transaction: Django's
# own way, to empty them and make permissions, roles and triggers again, would only precede it.
TransactionTestCase._fixture_teardown = lambda self: None


def pytest_addoption(parser):
    """Add `--write-permissions`, which rewrites tests/permissions.csv, and `--write-guide`."""
    parser.addoption("--write-permissions", action="store_true")
    # The guide's pictures and the table of steps; see tests/browser/test_journeys.py.
    parser.addoption("--write-guide", action="store_true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings, django_db_blocker):
    """Drop databases of killed runs before that of this run is created, or copied."""
    with django_db_blocker.unblock(), server_cursor(connection) as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_portal\\_%' AND NOT EXISTS"
            " (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)"
        )
        for (name,) in cursor.fetchall():
            owner = re.match(r"test_portal_(\d+)", name)
            if owner and not process_lives(int(owner[1])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        template = getattr(request.config, "workerinput", {}).get("template")
        if template and wait_for(*template):
            connection.settings_dict["TEST"]["TEMPLATE"] = template[0]


class Template:
    """The database that the processes of a run copy, made while they collect their tests."""

    def __init__(self) -> None:
        self.name = f"test_portal_{os.getpid()}_template"
        command = [sys.executable, "-m", "tests.template_database", self.name]
        self.maker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        # Without somebody who waits, it would still be a process after its end.
        Thread(target=self.maker.wait, daemon=True).start()

    def pytest_configure_node(self, node) -> None:
        node.workerinput["template"] = (self.name, self.maker.pid)

    def pytest_sessionfinish(self) -> None:
        """End the maker, whose database the next run drops."""
        self.maker.terminate()


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Template())


@pytest.fixture(scope="session", autouse=True)
def media_folder(tmp_path_factory):
    """Uploaded files are stored in a temporary folder of the run."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def language():
    """Each test begins in Spanish: a request of another test may have activated a language."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_cards(request, monkeypatch):
    """The scheduler lets no share cards be drawn, except in their own tests: all take seconds."""
    if request.path.stem != "test_share_cards":
        monkeypatch.setattr("pages.metadata.cards.follow_changes", lambda: None)


@pytest.fixture(autouse=True)
def unread_pdfs(request, monkeypatch):
    """PDF documents are read in tests about that alone: it takes two processes for each."""
    if not {"pdf", "publications"} & set(request.path.stem.split("_")):
        monkeypatch.setattr("oim_portal.media.pdf_tasks.follow", lambda document: None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The initial content is loaded once, as `make run` loads it."""
    # Without a test that asks for a database, pytest-django has made none.
    if connection.settings_dict["NAME"].startswith("test_portal_"):
        with django_db_blocker.unblock():
            if not database.is_remembered():
                call_command("load_initial_content", verbosity=0)
                database.remember()


@pytest.fixture(autouse=True)
def left_out():
    """Log records of rows that lists left out as unusable; a test that expects some clears them.

    A test fails on any other, so that no bug is mistaken for a row with unusable values.
    """
    found = Records()
    logger = logging.getLogger("pages.unusable")
    # Without those that say each thing once in some minutes: tests are many in one.
    filters, logger.filters = logger.filters, []
    logger.addHandler(found)
    yield found.records
    logger.removeHandler(found)
    logger.filters = filters
    assert [f"{each.getMessage()}: {each.exc_info[1]!r}" for each in found.records] == []


class Records(logging.Handler):
    """A handler that collects log records."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def content(db):
    """The initial content. Every test with a database has it; requesting it documents the need."""


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> "ByFile | None":
    """Run all files that need a running portal in one process, which starts it once."""
    return ByFile(config, log) if config.option.dist == "loadfile" else None


class ByFile(LoadFileScheduling):
    """A scheduler that keeps each file, and all files with a portal, in one process."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.with_portal = {
            path.relative_to(self.config.rootpath).as_posix()
            for path in Path(__file__).parent.rglob("test_*.py")
            if TAKES_PORTAL.search(path.read_text("utf-8"))
        }

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "portal" if file in self.with_portal else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process is left with one at the end."""
    tests = Path(__file__).parent
    first = {path for path in tests.rglob("test_*.py") if TAKES_PORTAL.search(path.read_text())}
    items.sort(key=lambda item: 0 if item.path in first else 1 if is_long(item.path) else 2)


def is_long(path: Path) -> bool:
    return path.parent.name == "browser" or path.stem.removeprefix("test_") in LONG


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Restore the content after a test that commits."""
    try:
        return (yield)
    finally:
        # After the last test the database itself is gone.
        if nextitem is not None and commits(item):
            with item.config.stash[blocking_manager_key].unblock():
                database.restore()
                caches["default"].clear()


def commits(item: pytest.Item) -> bool:
    """Return whether a test uses the database outside of a transaction that is rolled back."""
    mark = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return bool(
        (mark and (mark.kwargs.get("transaction") or mark.kwargs.get("reset_sequences")))
        or names & {"transactional_db", "live_server"}
    )


@pytest.fixture
def files_stay(monkeypatch):
    """Keep files that a request deletes, for tests that roll requests back: only rows return."""
    monkeypatch.setattr(FileSystemStorage, "delete", lambda storage, name: None)


@pytest.fixture
def visitor():
    """A client without an account or cookies."""
    return Client(headers={"host": "localhost"})


@pytest.fixture(scope="session")
def started_portal(tmp_path_factory):
    """A portal as `make run` starts it, created on first use."""
    started = Portal(tmp_path_factory.mktemp("Página de prueba") / "vár")
    yield started
    started.stop()


@pytest.fixture
def portal(started_portal) -> Portal:
    """A running portal, with production's headers, error pages and static files."""
    started_portal.start()
    return started_portal
