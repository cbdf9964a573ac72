"""The worker's sign of life: a task that only says that it was done."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oim_portal import health

# Before everything else: a long queue is no dead worker.
FIRST = 100
EVERY = timedelta(minutes=1)


@task(priority=FIRST)
def give_sign() -> None:
    health.record("worker", ok=True)


def ask_worker_for_sign() -> None:
    """Leave the worker a sign to give, once a minute; the scheduler does, each time it runs."""
    mine = DBTaskResult.objects.filter(task_path=give_sign.module_path)
    if mine.filter(status=TaskResultStatus.READY).exists():
        return
    if mine.filter(enqueued_at__gt=timezone.now() - EVERY).exists():
        return
    # Nobody looks at these again, and there would be one a minute.
    mine.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    give_sign.enqueue()
