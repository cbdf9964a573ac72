"""What stops a restoration before it costs anything, and what a restored portal is brought to."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import psycopg2
import pytest

from oim_portal.local.postgres import ensure_running

from .backup_site import ROOT, TITLE, Site
from .database_copy import database_copy

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), database_copy("restore") as url:
        made = Site(url, tmp_path_factory.mktemp("site"))
        done = made.manage("backup", made.backup)
        assert done.returncode == 0, done.stderr
        yield made
        made.drop(made.databases_beside())


@pytest.fixture(scope="module")
def new_server(tmp_path_factory):
    """An empty portal on a server of its own, whose superuser is not the portal's role."""
    folder = tmp_path_factory.mktemp("new server")
    return Site(ensure_running(folder / "postgres"), folder / "var")


@pytest.fixture
def other_backup(site, tmp_path):
    """A copy of the backup, to be changed."""
    return shutil.copytree(site.backup, tmp_path / "other")


@pytest.fixture
def stranger(new_server):
    """Open a session of the superuser in the portal's database when it is called."""
    opened = []

    def come():
        opened.append(psycopg2.connect(new_server.url, user="postgres", application_name="psql"))

    yield come
    for session in opened:
        session.close()


def change(manifest: Path, **values: object) -> None:
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | values))


def stands_as_it_was(site: Site) -> bool:
    """Say whether the portal can be reached, and nothing of a restoration is beside it."""
    return (
        site.sql("SELECT 1") == [(1,)]
        and site.databases_beside() == set()
        and not list(site.var.glob("test-media.*"))
    )


@pytest.mark.full
def test_a_session_of_another_role_is_named_before_anything_is_done(site, new_server, stranger):
    stranger()
    done = new_server.manage("restore", site.backup, "--switch")
    assert done.returncode != 0
    assert "Somebody else is in the database portal" in done.stderr
    assert "psql, as role postgres" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert stands_as_it_was(new_server)


@pytest.mark.full
def test_a_session_of_another_role_that_comes_meanwhile_costs_nothing(site, new_server, stranger):
    command = [sys.executable, "manage.py", "restore", str(site.backup), "--switch"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=new_server.environment(), stderr=subprocess.PIPE, text=True
    )
    limit = time.monotonic() + 60
    while not new_server.databases_beside():
        assert time.monotonic() < limit
        time.sleep(0.01)
    stranger()
    _out, said = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "psql, as role postgres" in said
    assert "Traceback" not in said
    assert stands_as_it_was(new_server)
    assert (new_server.media / "documents" / "x" / "plan.pdf").exists()


@pytest.mark.full
def test_a_database_that_cannot_be_replaced_keeps_its_name(new_server):
    code = (
        "from oim_portal.operations.backup import databases;"
        " databases.exchange('portal', 'portal_x', 'none')"
    )
    done = new_server.manage("shell", "-c", code)
    assert 'database "none" does not exist' in done.stderr
    assert stands_as_it_was(new_server)


@pytest.mark.full
def test_a_busy_application_is_cut_off_for_the_exchange_only(site, new_server):
    over, answered = Event(), []

    def work():
        session = None
        while not over.wait(0.002):
            try:
                session = session or psycopg2.connect(new_server.url)
                session.cursor().execute("SELECT 1")
                answered.append(1)
            except psycopg2.Error:
                session = None

    application = [Thread(target=work) for _worker in range(4)]
    for worker in application:
        worker.start()
    try:
        done = new_server.manage("restore", site.backup, "--switch")
        before, limit = len(answered), time.monotonic() + 30
        while len(answered) == before and time.monotonic() < limit:
            time.sleep(0.01)
    finally:
        over.set()
        for worker in application:
            worker.join()
    assert done.returncode == 0, done.stderr
    assert 0 < before < len(answered)
    assert new_server.sql(TITLE) == [("Nuestra Misión",)]
    new_server.drop(new_server.databases_beside())


def test_a_database_that_does_not_answer_is_told_in_a_sentence(site):
    done = site.manage("restore", site.backup, DATABASE_URL="postgres://portal@127.0.0.1:9/portal")
    assert "Connection refused" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.full
def test_a_backup_older_than_the_program_is_brought_to_its_tables(site):
    assert site.manage("migrate", "operations", "zero").returncode == 0
    assert site.manage("backup", site.var / "older").returncode == 0
    assert site.manage("migrate").returncode == 0

    done = site.manage("restore", site.var / "older", "--switch")

    assert done.returncode == 0, done.stderr
    assert site.sql("SELECT count(*) FROM operations_jobrun") == [(0,)]
    assert site.sql(TITLE) == [("Nuestra Misión",)]
    site.drop(site.databases_beside())
    shutil.rmtree(next(site.var.glob("test-media.before.*")))


@pytest.mark.full
def test_tables_that_cannot_be_brought_to_the_program_leave_the_portal_as_it_is(site):
    site.manage("migrate", "operations", "zero")
    site.sql("CREATE TABLE operations_jobrun (in_the_way text)")
    assert site.manage("backup", site.var / "odd").returncode == 0
    site.sql("DROP TABLE operations_jobrun")
    assert site.manage("migrate").returncode == 0

    done = site.manage("restore", site.var / "odd", "--switch")

    assert done.returncode != 0
    assert "cannot be brought to those of this release" in done.stderr
    assert "already exists" in done.stderr
    assert "Traceback" not in done.stderr
    assert stands_as_it_was(site)


def test_a_backup_of_a_newer_postgresql_is_refused_before_anything_is_done(site, other_backup):
    change(other_backup / "manifest.json", postgresql=99)
    done = site.manage("restore", other_backup)
    assert "The backup is of PostgreSQL 99" in done.stderr
    assert "restore on a system with PostgreSQL 99 or newer" in done.stderr


@pytest.mark.full
def test_a_restoration_that_would_fill_the_disk_does_not_begin(site, other_backup):
    free = shutil.disk_usage(site.var).free
    (other_backup / "media" / "film.mp4").touch()
    os.truncate(other_backup / "media" / "film.mp4", free - 2**30)  # sparse: it takes no room here
    done = site.manage("restore", other_backup)
    assert "There is too little room" in done.stderr
    assert "2.0 have to stay free" in done.stderr


@pytest.mark.full
def test_media_that_differ_are_listed_and_do_not_stop_whoever_says_so(
    site, new_server, other_backup
):
    (other_backup / "media" / "documents" / "x" / "plan.pdf").write_bytes(b"%PDF-rotten")
    done = new_server.manage("restore", other_backup, "--switch")
    assert "documents/x/plan.pdf has changed." in done.stderr
    assert "add --despite-media" in done.stderr

    done = new_server.manage("restore", other_backup, "--switch", "--despite-media")

    assert done.returncode == 0, done.stderr
    assert "1 of 2 files are not as they were kept:\ndocuments/x/plan.pdf" in done.stdout
    assert (new_server.media / "documents" / "x" / "plan.pdf").read_bytes() == b"%PDF-rotten"
    assert new_server.sql(TITLE) == [("Nuestra Misión",)]
    new_server.drop(new_server.databases_beside())


@pytest.mark.full
def test_tables_that_differ_stop_everybody(site, other_backup):
    manifest = json.loads((other_backup / "manifest.json").read_text())
    tables = manifest["tables"] | {"public.pages_basepage": [1, "other"]}
    change(other_backup / "manifest.json", tables=tables)
    done = site.manage("restore", other_backup, "--despite-media")
    assert "public.pages_basepage has" in done.stderr
    assert "add --despite-media" not in done.stderr
    assert stands_as_it_was(site)
