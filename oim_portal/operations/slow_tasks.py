"""Worker of the slow queue, which runs each task in a process of its own with a time limit.

The process sets an alarm with the kernel's default action, which ends it in any state, including a
loop of a decoder in C that neither an exception nor a Python thread would interrupt. The worker
waits for it, marks the task as failed, and goes on. The memory of a task is freed when its process
ends.
"""

import logging
import multiprocessing
import signal

from django.db import connections
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from oim_portal.wagtail_compat.packages_private import count_task

from .health.tasks import record_slow_tasks, tell_systemd

logger = logging.getLogger(__name__)

# Many times as long as the largest picture takes; less than `health.tasks.LOST_AFTER`, after which
# a task counts as lost.
LIMIT = 180  # seconds


class TaskEndedError(Exception):
    """A task whose process has ended before the task was done."""


class SlowWorker(Worker):
    """The worker of django-tasks-db, which runs each task in a process of its own."""

    def __init__(self, limit: int = LIMIT, **options) -> None:
        super().__init__(**options)
        self.limit = limit

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run the task in a process; mark it as failed if the process ends before it is done."""
        connections.close_all()  # the child process would close them for both
        run = multiprocessing.get_context("fork").Process(
            target=self.run_in_process, args=[db_task_result], daemon=True
        )
        self.running_task = True
        run.start()
        try:
            run.join()
            self.record_end(db_task_result, run.exitcode)
        finally:
            run.kill()
            self.running_task = False
            count_task(self)
            tell_systemd()

    def run_in_process(self, db_task_result: DBTaskResult) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(self.limit)
        super().run_task(db_task_result)
        connections.close_all()

    def record_end(self, db_task_result: DBTaskResult, exit_code: int) -> None:
        db_task_result.refresh_from_db()
        if db_task_result.status == TaskResultStatus.RUNNING:
            reason = f"signal {-exit_code}" if exit_code < 0 else f"status {exit_code}"
            if exit_code == -signal.SIGALRM:
                reason = f"the limit of {self.limit} seconds"
            error = TaskEndedError(f"{reason} ended {db_task_result.task_path}")
            logger.warning("%s, given %s.", error, db_task_result.args_kwargs["args"])
            db_task_result.set_failed(error)
        if db_task_result.status == TaskResultStatus.FAILED:
            record_slow_tasks()
