"""When jobs last ran, as the reports and supervisors read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from oim_portal.operations import health
from oim_portal.operations.models import JobRun

pytestmark = pytest.mark.django_db


def job(name: str):
    (found,) = [each for each in health.jobs() if each.name == name]
    return found


def age(name: str, **time) -> None:
    """Let a job have run longer ago than it did."""
    then = timezone.now() - timedelta(**time)
    JobRun.objects.filter(name=name).update(ran_at=then, succeeded_at=then)


def test_a_job_that_never_ran_is_known_and_late():
    JobRun.objects.all().delete()
    backup = job("backup")
    assert backup.ran_at is None
    assert backup.is_late
    assert not backup.is_well


def test_a_job_that_has_just_succeeded_is_well():
    health.record("backup", ok=True, detail="2 GB")
    backup = job("backup")
    assert backup.is_well
    assert backup.ok
    assert backup.detail == "2 GB"
    assert backup.ran_at == backup.succeeded_at


def test_a_failure_is_told_and_the_last_success_remembered():
    health.record("backup", ok=True)
    before = job("backup").succeeded_at
    health.record("backup", ok=False, detail="disk full")
    backup = job("backup")
    assert not backup.is_well
    assert backup.succeeded_at == before
    assert backup.ran_at > before
    assert backup.detail == "disk full"


def test_a_job_is_late_when_its_last_success_is_too_long_ago():
    health.record("scheduler", ok=True)
    assert not job("scheduler").is_late
    age("scheduler", minutes=6)
    assert job("scheduler").is_late


def test_a_job_of_a_time_to_come_is_late():
    """A clock that was wrong for a night must not keep the report green for years."""
    for name in ("scheduler", "backup"):
        health.record(name, ok=True)
        age(name, days=-400)
        assert job(name).is_late
        assert job(name).has_stopped
        assert not job(name).is_well
    age("backup", minutes=-2)  # two clocks are never quite the same
    assert job("backup").is_well


def test_a_job_without_a_time_is_never_late_but_can_fail():
    assert job("mail").is_well
    health.record("mail", ok=False, detail="no answer")
    assert not job("mail").is_late
    assert not job("mail").is_well


def test_a_job_that_nobody_expected_is_listed_too():
    health.record("experiment", ok=True)
    assert job("experiment").is_well


def test_all_jobs_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(health.jobs()) >= 6
