"""Two queues: what may take long holds up neither mail nor what must go at once."""

import ast
import logging
import os
import shlex
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from oim_portal.media import tasks as media_tasks
from oim_portal.operations import health
from oim_portal.operations.health.tasks import LOST_AFTER, slow_heartbeat
from oim_portal.operations.slow_tasks import LIMIT, SlowWorker
from oim_portal.settings.base import TASKS
from oim_portal.settings.task_queues import PROMPT, SLOW

from . import task_samples
from .systemd import service

ROOT = Path(__file__).parents[1]
PACKAGES = ("oim_portal", "pages", "history", "programs")


@pytest.fixture
def waiting(settings, monkeypatch):
    """Tasks wait in the database, as on a server; signals of the process stay the tests' own."""
    settings.TASKS = TASKS
    monkeypatch.setattr(SlowWorker, "configure_signals", lambda worker: None)


def decorators() -> list[tuple[str, set[str]]]:
    """Return each `@task` of ours: where it is, and what it names."""
    found = []
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                for each in getattr(node, "decorator_list", []):
                    if ast.unparse(each).split("(")[0] == "task":
                        keywords = {word.arg for word in getattr(each, "keywords", [])}
                        found.append((f"{path.relative_to(ROOT)}: {node.name}", keywords))
    return found


def test_every_task_of_ours_names_its_queue():
    assert len(decorators()) > 8
    assert [place for place, keywords in decorators() if "queue_name" not in keywords] == []


def test_pictures_are_in_the_slow_queue():
    tasks = [each for each in vars(media_tasks).values() if isinstance(each, Task)]
    assert len(tasks) == 2
    assert {each.queue_name for each in tasks} == {SLOW}


def test_a_task_that_runs_is_not_taken_for_lost():
    assert timedelta(seconds=LIMIT) < LOST_AFTER / 2


@pytest.mark.django_db(transaction=True)
def test_mail_goes_out_while_pictures_wait(waiting, settings):
    settings.EMAIL_BACKEND = "oim_portal.operations.mail.QueueBackend"
    task_samples.wait.enqueue()
    send_mail("Asunto", "Texto", None, ["ana@example.org"])
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert [message.subject for message in mail.outbox] == ["Asunto"]
    assert states() == {"wait": "READY", "deliver": "SUCCESSFUL"}
    assert queues() == {"wait": SLOW, "deliver": PROMPT}


def states() -> dict[str, str]:
    return {each.task_name: each.status for each in DBTaskResult.objects.all()}


def queues() -> dict[str, str]:
    return {each.task_name: each.queue_name for each in DBTaskResult.objects.all()}


def job():
    (found,) = [each for each in health.jobs() if each.name == "slow_worker"]
    return found


def work(limit: int = 1) -> None:
    """Do what the slow queue holds, with this limit of seconds for each task.

    In a thread: a browser of an earlier test may have a loop running in this one, for which Django
    keeps connections of its own, and a forked process would find others.
    """
    options = {"batch": True, "interval": 0, "limit": limit, "verbosity": 0}

    def run() -> None:
        try:
            call_command("slow_worker", **options)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(run).result()


@pytest.fixture
def said(caplog):
    caplog.set_level(logging.WARNING)
    return caplog


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["wait", "loop_in_c", "catch_everything"])
def test_a_task_over_its_limit_is_ended_and_named_and_the_next_one_is_done(waiting, said, name):
    getattr(task_samples, name).enqueue()
    task_samples.succeed.enqueue()
    work()
    assert states() == {name: "FAILED", "succeed": "SUCCESSFUL"}
    failed = DBTaskResult.objects.failed().get()
    assert "the limit of 1 seconds ended" in failed.traceback
    assert f"the limit of 1 seconds ended tests.task_samples.{name}, given []." in said.text
    assert not job().is_well
    assert name in job().detail
    assert any(each.name == "sample" for each in health.jobs())


@pytest.mark.django_db(transaction=True)
def test_a_task_that_crashes_or_fails_is_named_and_the_next_one_is_done(waiting, said):
    for task in (task_samples.crash, task_samples.fail, task_samples.succeed):
        task.enqueue()
    work(limit=LIMIT)
    assert states() == {"crash": "FAILED", "fail": "FAILED", "succeed": "SUCCESSFUL"}
    assert "signal 9 ended tests.task_samples.crash" in said.text
    assert DBTaskResult.objects.get(task_path__endswith=".fail").exception_class_path.endswith(
        "ValueError"
    )
    assert "fail" in job().detail


def test_there_is_always_a_limit():
    with pytest.raises(CommandError, match="at least 1"):
        call_command("slow_worker", limit=0)


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_told_for_a_day_and_then_forgotten(waiting):
    task_samples.fail.enqueue()
    slow_heartbeat.enqueue()
    work(limit=LIMIT)
    assert not job().is_well
    DBTaskResult.objects.failed().update(started_at=timezone.now() - timedelta(days=1, hours=1))
    slow_heartbeat.enqueue()
    work(limit=LIMIT)
    assert job().is_well


@pytest.mark.django_db(transaction=True)
def test_the_scheduler_asks_both_workers_for_a_sign_of_life(waiting):
    call_command("publish_scheduled", verbosity=0)
    assert queues() == {"heartbeat": PROMPT, "slow_heartbeat": SLOW}
    work(limit=LIMIT)
    assert job().is_well
    assert states()["heartbeat"] == "READY"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("worker", ["worker", "slow-worker"])
def test_systemd_hears_of_a_worker_that_works_and_replaces_one_that_hangs(
    waiting, monkeypatch, worker
):
    unit = service(f"portal-{worker}")
    assert unit["Restart"] == ["always"]
    assert unit["WatchdogSec"] == [f"{LOST_AFTER.seconds // 60}min"]
    name = f"portal-watchdog-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"\0{name}")
        systemd.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        call_command("publish_scheduled", verbosity=0)
        if worker == "worker":
            call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
        else:
            work(limit=LIMIT)
        assert systemd.recv(100) == b"WATCHDOG=1"


@pytest.mark.django_db
@pytest.mark.parametrize("queue", [PROMPT, SLOW])
def test_the_nightly_tidying_deletes_old_results_of_every_queue(waiting, queue):
    long_ago = timezone.now() - timedelta(days=15)
    DBTaskResult.objects.create(
        status="SUCCESSFUL",
        finished_at=long_ago,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="somewhere.task",
        queue_name=queue,
        backend_name="default",
        run_after=long_ago,
    )
    commands = [shlex.split(line)[2:] for line in service("portal-tidy")["ExecStart"]]
    (prune,) = [each for each in commands if each[0] == "prune_db_task_results"]
    call_command(*prune)
    assert not DBTaskResult.objects.filter(task_path="somewhere.task").exists()
