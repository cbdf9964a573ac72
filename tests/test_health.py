"""`/health/live` and `/health/ready`, as supervisors ask them."""

import json
import shutil
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from oim_portal import __version__
from oim_portal.operations import health
from oim_portal.operations.health.checks import known_migrations
from oim_portal.web.headers import OTHER_HEADERS

from .factories import add_page, publish_page
from .portal_process import free_port
from .recording_cache import recording_cache

LIVE, READY = "/health/live", "/health/ready"


@pytest.fixture
def supervisor() -> Client:
    """Somebody who asks by an address that is not the site's."""
    return Client(headers={"host": "10.0.0.7:8000"})


@pytest.fixture
def well(db):
    """A portal whose jobs have just run."""
    call_command("publish_scheduled", verbosity=0)


def checks(supervisor, status: int) -> dict[str, str]:
    answer = supervisor.get(READY)
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    said = json.loads(answer.content)
    assert said["ready"] is (status == 200)
    assert said["version"] == __version__
    return said["checks"]


def test_a_living_process_says_so_without_asking_the_database(supervisor):
    # No `db` here: a question to the database would fail.
    answer = supervisor.get(LIVE)
    assert answer.status_code == 200
    assert answer.content == b"alive\n"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert {name: answer[name] for name in OTHER_HEADERS} == OTHER_HEADERS


def test_it_says_so_by_plain_http_where_all_else_goes_to_tls(supervisor, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client(headers={"host": "10.0.0.7"}).get(LIVE).status_code == 200


def test_a_portal_that_is_well_is_ready(well, supervisor):
    assert set(checks(supervisor, 200).values()) == {"ok"}


def test_all_that_ready_asks_is_a_few_questions(well, supervisor, django_assert_max_num_queries):
    supervisor.get(READY)
    with django_assert_max_num_queries(6):
        supervisor.get(READY)


def test_a_scheduler_and_a_worker_that_never_ran_are_told(db, supervisor):
    found = checks(supervisor, 503)
    assert found["scheduler"] == found["worker"] == "has never run"
    assert found["database"] == found["migrations"] == found["media"] == "ok"


def an_hour_ago(*columns: str) -> None:
    """Let the last run of each job, or its last success, be an hour ago."""
    times = ", ".join(f"{column} = now() - interval '1 hour'" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE operations_jobrun SET {times}")


def test_a_scheduler_that_is_late_is_told(well, supervisor):
    an_hour_ago("ran_at", "succeeded_at")
    found = checks(supervisor, 503)
    assert found["scheduler"].startswith("late: last ran ")


def test_a_page_that_cannot_be_published_takes_no_host_away(well, supervisor):
    page = add_page(title="Nunca", live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    publish_page(page)
    Revision.objects.filter(object_id=page.pk).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1), content={}
    )
    an_hour_ago("ran_at", "succeeded_at")
    call_command("publish_scheduled", verbosity=0)
    assert checks(supervisor, 200)["scheduler"] == "ok"
    # Staff are told in the report.
    (scheduler,) = [job for job in health.jobs() if job.name == "scheduler"]
    assert not scheduler.is_well
    assert scheduler.detail == "+0 -0 !1"


def test_a_migration_that_was_not_applied_is_told(well, supervisor):
    assert ("operations", "0001_initial") in known_migrations()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    assert checks(supervisor, 503)["migrations"] == "1 not applied"


def test_media_that_cannot_be_written_are_told(well, supervisor, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "file"
    assert checks(supervisor, 503)["media"].startswith("cannot be written: ")


def test_a_media_folder_that_is_not_there_yet_is_made(well, supervisor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert checks(supervisor, 200)["media"] == "ok"
    shutil.rmtree(tmp_path / "media")


def test_a_cache_in_front_that_does_not_answer_is_told(well, supervisor, settings):
    with recording_cache(settings):
        assert checks(supervisor, 200)["cache in front"] == "ok"
    settings.PORTAL_CACHE_URL = f"http://127.0.0.1:{free_port()}"
    assert checks(supervisor, 503)["cache in front"] == "does not answer"
