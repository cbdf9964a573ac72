"""`slow_worker`: run the worker of the slow queue (oim_portal/operations/slow_tasks.py)."""

import os
from argparse import BooleanOptionalAction

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV, run_with_reloader
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS

from oim_portal.operations.health.tasks import LOST_AFTER
from oim_portal.operations.slow_tasks import LIMIT, SlowWorker
from oim_portal.settings.task_queues import SLOW


class Command(BaseCommand):
    help = "Run the worker of the slow queue, which ends a task that takes too long."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--interval", type=float, default=1, help="seconds between two looks")
        parser.add_argument("--limit", type=int, default=LIMIT, help="seconds that a task may take")
        parser.add_argument("--batch", action="store_true", help="do what waits, then end")
        parser.add_argument("--reload", action=BooleanOptionalAction, default=settings.DEBUG)

    def handle(self, *, interval: float, limit: int, batch: bool, reload: bool, **options) -> None:
        if not 1 <= limit < LOST_AFTER.total_seconds():
            # After that a task counts as lost, and would be run twice at the same time.
            raise CommandError("--limit is a number of seconds, at least 1 and below 600.")
        worker = SlowWorker(
            limit=limit,
            queue_names=[SLOW],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        reload = reload and not batch
        # As in the command of django-tasks-db: of the two processes, only the worker handles
        # signals.
        if not reload or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            worker.configure_signals()
        if reload:
            run_with_reloader(worker.run)
        else:
            worker.run()
