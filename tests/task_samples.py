"""Tasks for tests of the workers, which import them by their path."""

import os
import signal
import time
from collections import deque
from itertools import repeat

from django_tasks import task

from oim_portal.operations import health
from oim_portal.settings.task_queues import SLOW

FOR_EVER = 3600  # seconds, of which no test waits for the end


@task(queue_name=SLOW)
def wait() -> None:
    time.sleep(FOR_EVER)


@task(queue_name=SLOW)
def loop_in_c() -> None:
    """Loop in C code, as a decoder may: Python calls no signal handler meanwhile."""
    deque(repeat(None), maxlen=0)


@task(queue_name=SLOW)
def catch_everything() -> None:
    while True:
        try:
            time.sleep(FOR_EVER)
        except BaseException:  # noqa: BLE001, S112 (that is what it is for)
            continue


@task(queue_name=SLOW)
def crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@task(queue_name=SLOW)
def fail() -> None:
    raise ValueError("no picture")


@task(queue_name=SLOW)
def succeed() -> None:
    health.record("sample", ok=True)
