"""Health of the portal: the last runs of background jobs, and checks for supervisors.

    from oim_portal.operations import health

    health.record("backup", ok=True, detail="2 GB in 41 s")  # at the end of each run
    health.jobs()  # for the health report

`health.expect` registers a job and how often it must succeed; `operations/apps.py` has the known
ones. Jobs of any room call `record`; supervisors ask the middleware. It must import nothing above
`operations`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from .runs import Job

__all__ = ["expect", "jobs", "record"]


# Django imports this package before its models are there: hence the imports within.
def record(job: str, ok: bool, detail: str = "") -> None:
    """Record that a job has just run, and its outcome.

    `job` is its short name, such as 'backup'; `detail` is for staff, one sentence at most. Replaces
    the record of the last run, but not the time of the last success. Makes one query, which may
    raise a DatabaseError; call it outside a transaction that may be rolled back.
    """
    from .runs import record

    record(job, ok, detail)


def jobs() -> "list[Job]":
    """Return every job that is expected or has ever run, with its last run, in one query."""
    from .runs import jobs

    return jobs()


def expect(name: str, label: object, late_after: "timedelta | None" = None) -> None:
    """Register a job with a label for staff, and the time without a success after which it is late.

    With `late_after` None the job runs when there is work for it, and is never late. To be called
    in `AppConfig.ready`.
    """
    from .runs import expect

    expect(name, label, late_after)
