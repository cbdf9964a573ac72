"""Background task that delivers queued mail."""

from typing import Any

from django_tasks import task

from oim_portal.settings.task_queues import PROMPT

from .delivery import send_or_retry
from .packing import unpack


@task(queue_name=PROMPT)
def deliver(parts: dict[str, Any], attempt: int = 1) -> None:
    """Send a mail that was queued by `QueueBackend`."""
    send_or_retry(unpack(parts), deliver, parts, attempt=attempt)
