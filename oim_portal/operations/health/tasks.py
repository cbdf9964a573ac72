"""The workers' signs of life, and what becomes of the tasks of one that died."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from oim_portal.settings.task_queues import PROMPT, SLOW

from .. import health

logger = logging.getLogger(__name__)

# Before everything else: a long queue is no dead worker.
FIRST = 100
EVERY = timedelta(minutes=1)
# Longer than any task of ours: a portion of pages takes some minutes at worst.
LOST_AFTER = timedelta(minutes=10)
FAILURES_STAND = timedelta(days=1)
MOST_WORKERS = 5  # that one task may have cost their lives


@task(queue_name=PROMPT, priority=FIRST)
def give_sign() -> None:
    health.record("worker", ok=True)


@task(queue_name=SLOW, priority=FIRST)
def give_slow_sign() -> None:
    record_slow_tasks()


def record_slow_tasks() -> None:
    """Note that the slow queue is worked on, and the last of its tasks that failed within a day."""
    failed = DBTaskResult.objects.failed().filter(
        queue_name=SLOW, started_at__gt=timezone.now() - FAILURES_STAND
    )
    last = failed.order_by("-started_at").first()
    detail = f"{last.task_path} {last.args_kwargs['args']}" if last else ""
    health.record("slow_worker", ok=last is None, detail=detail)


def ask_workers_for_signs() -> None:
    """Leave each worker a sign to give, once a minute; the scheduler does, each time it runs."""
    for sign in (give_sign, give_slow_sign):
        ask_for(sign)


def ask_for(sign: Task) -> None:
    mine = DBTaskResult.objects.filter(task_path=sign.module_path)
    if mine.filter(status=TaskResultStatus.READY).exists():
        return
    if mine.filter(enqueued_at__gt=timezone.now() - EVERY).exists():
        return
    # Nobody looks at these again, and there would be one a minute.
    mine.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    sign.enqueue()


def put_back_lost() -> None:
    """Have tasks done again that a worker had begun when it died; the library never does.

    A mail may be sent twice, which is better than not at all. A task that workers die of is given
    up, and stands among those that failed.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    for task_result in lost:
        died = len(task_result.worker_ids)
        status = TaskResultStatus.READY if died < MOST_WORKERS else TaskResultStatus.FAILED
        lost.filter(pk=task_result.pk).update(status=status)
        logger.warning("A worker died in %s, now %s.", task_result.task_path, status)
