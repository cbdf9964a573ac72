"""Heartbeats of the background workers, and recovery of tasks whose worker died."""

import logging
import os
import socket
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from oim_portal.settings.task_queues import PROMPT, SLOW

from .. import health

logger = logging.getLogger(__name__)

# Above all other tasks: a long queue must not look like a dead worker.
TOP_PRIORITY = 100
EVERY = timedelta(minutes=1)
# Longer than any task of ours: a batch of pages takes some minutes at worst.
LOST_AFTER = timedelta(minutes=10)
FAILURES_SHOWN = timedelta(days=1)
MAX_WORKERS = 5  # that may die in one task


@task(queue_name=PROMPT, priority=TOP_PRIORITY)
def heartbeat() -> None:
    health.record("worker", ok=True)
    tell_systemd()


@task(queue_name=SLOW, priority=TOP_PRIORITY)
def slow_heartbeat() -> None:
    record_slow_tasks()


def record_slow_tasks() -> None:
    """Record that the slow queue is being worked on, and the last task that failed within a day."""
    failed = DBTaskResult.objects.failed().filter(
        queue_name=SLOW, started_at__gt=timezone.now() - FAILURES_SHOWN
    )
    last = failed.order_by("-started_at").first()
    detail = f"{last.task_path} {last.args_kwargs['args']}" if last else ""
    health.record("slow_worker", ok=last is None, detail=detail)


def tell_systemd() -> None:
    """Tell systemd, if it runs this worker, that it does not hang (`WatchdogSec` of the unit)."""
    if address := os.environ.get("NOTIFY_SOCKET"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.sendto(b"WATCHDOG=1", address.replace("@", "\0", 1))


def enqueue_heartbeats() -> None:
    """Enqueue a heartbeat for each worker, once a minute; the scheduler calls this in each run."""
    for heartbeat_task in (heartbeat, slow_heartbeat):
        enqueue_if_due(heartbeat_task)


def enqueue_if_due(heartbeat_task: Task) -> None:
    enqueued = DBTaskResult.objects.filter(task_path=heartbeat_task.module_path)
    if enqueued.filter(status=TaskResultStatus.READY).exists():
        return
    if enqueued.filter(enqueued_at__gt=timezone.now() - EVERY).exists():
        return
    # These are of no further use, and there would be one a minute.
    enqueued.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    heartbeat_task.enqueue()


def requeue_lost() -> None:
    """Requeue tasks that a worker had begun when it died, which django-tasks-db never does.

    A mail may be sent twice, which is better than not at all. A task in which several workers have
    died is given up, and remains among the failed ones.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    for task_result in lost:
        died = len(task_result.worker_ids)
        status = TaskResultStatus.READY if died < MAX_WORKERS else TaskResultStatus.FAILED
        lost.filter(pk=task_result.pk).update(status=status)
        logger.warning("A worker died in %s, now %s.", task_result.task_path, status)
