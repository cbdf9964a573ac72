"""What becomes of a task whose worker died in it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from oim_portal.operations.health.tasks import LOST_AFTER, MAX_WORKERS, heartbeat
from oim_portal.settings.base import TASKS

# The worker opens connections of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def tasks_in_the_database(settings):
    settings.TASKS = TASKS


def begun(ago: timedelta, workers: int = 1) -> DBTaskResult:
    """Return a task as a worker that was killed leaves it."""
    begun = DBTaskResult.objects.get(pk=heartbeat.enqueue().id)
    for number in range(workers):
        begun.claim(f"worker-{number}")
    DBTaskResult.objects.filter(pk=begun.pk).update(started_at=timezone.now() - ago)
    return begun


def status_after_the_scheduler(task_result: DBTaskResult) -> str:
    call_command("publish_scheduled", verbosity=0)
    task_result.refresh_from_db()
    return task_result.status


def test_a_task_of_a_dead_worker_is_done_by_the_next():
    lost = begun(LOST_AFTER + timedelta(minutes=1))
    assert status_after_the_scheduler(lost) == "READY"
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    lost.refresh_from_db()
    assert lost.status == "SUCCESSFUL"


def test_a_task_that_was_just_begun_is_left_to_its_worker():
    assert status_after_the_scheduler(begun(timedelta(minutes=1))) == "RUNNING"


def test_a_task_that_workers_die_of_is_given_up():
    deadly = begun(LOST_AFTER + timedelta(minutes=1), workers=MAX_WORKERS)
    assert status_after_the_scheduler(deadly) == "FAILED"
