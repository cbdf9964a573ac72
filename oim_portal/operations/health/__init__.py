"""Whether the portal is well: when its jobs last ran, and what supervisors may ask.

    from oim_portal import health

    health.record("backup", ok=True, detail="2 GB in 41 s")  # at the end of each run
    health.jobs()  # what the report on health shows

`health.expect` names a job and how often it has to run; see `apps.py` for those that are known.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from .runs import Job

__all__ = ["expect", "jobs", "record"]


# Django imports this package before its models are there: hence the imports within.
def record(job: str, ok: bool, detail: str = "") -> None:
    """Note that a job has just run, and how it went.

    `job` is its short name, such as 'backup'; `detail` is for staff, one sentence at most.
    Replaces what the last run noted, but remembers when the job last succeeded. One query that
    may raise what the database raises; call it outside a transaction that may be undone.
    """
    from .runs import record

    record(job, ok, detail)


def jobs() -> "list[Job]":
    """Return every job that is expected or has ever run, with its last run; one query."""
    from .runs import jobs

    return jobs()


def expect(name: str, label: object, late_after: "timedelta | None" = None) -> None:
    """Name a job for people, and say after how long without a success it is late.

    `late_after` None: the job runs when there is something to do, and is never late.
    To be called in `AppConfig.ready`.
    """
    from .runs import expect

    expect(name, label, late_after)
