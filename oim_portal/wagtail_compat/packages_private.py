"""Wrappers of the private names of other packages: allauth, taggit, django-tasks."""

from typing import TYPE_CHECKING

from taggit.utils import _parse_tags

from .registry import uses

if TYPE_CHECKING:
    from allauth.mfa.totp.internal.auth import TOTP
    from django_tasks_db.management.commands.db_worker import Worker


@uses(
    "allauth.mfa.totp.internal.auth:TOTP._mark_code_used",
    "allauth.mfa.totp.internal.auth:TOTP._get_used_cache_key",
)
def mark_code_used(app: "TOTP", code: str) -> None:
    """Let a code of an app be valid no more; allauth does not for the code that adds the app."""
    app._mark_code_used(code)


@uses("taggit.utils:_parse_tags")
def parse_tags(text: str) -> list[str]:
    """Read a text as taggit does where no setting says otherwise.

    `taggit.utils.parse_tags` calls the function that the setting names, which may call this one.
    """
    return _parse_tags(text)


@uses(
    "django_tasks_db.management.commands.db_worker:Worker.run",
    "django_tasks_db.management.commands.db_worker:Worker.run_task",
)
def count_task(worker: "Worker") -> None:
    """Count a task that a worker has run in another way than by its own `run_task`."""
    worker._run_tasks += 1
