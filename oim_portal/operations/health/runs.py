"""Runs of background jobs (see the package for how to use it)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from ..models import JobRun


@dataclass(frozen=True)
class Job:
    """A job and the outcome of its last run. Times are None if there was none."""

    name: str
    label: object
    late_after: timedelta | None
    ran_at: datetime | None = None
    succeeded_at: datetime | None = None
    ok: bool | None = None
    detail: str = ""

    @property
    def is_late(self) -> bool:
        """Whether the job should have succeeded again by now; one that never ran is late."""
        return self.is_overdue(self.succeeded_at)

    @property
    def has_stopped(self) -> bool:
        """Whether the job should have run again by now, with any outcome."""
        return self.is_overdue(self.ran_at)

    def is_overdue(self, last: datetime | None) -> bool:
        """Return whether a time is too long ago; one in the future is that of a wrong clock."""
        if self.late_after is None:
            return False
        return last is None or abs(timezone.now() - last) > self.late_after

    @property
    def is_well(self) -> bool:
        """Whether the job needs no attention: not late, and its last run, if any, succeeded."""
        return not self.is_late and self.ok is not False


_expected: dict[str, Job] = {}


def expect(name: str, label: object, late_after: timedelta | None = None) -> None:
    """Register a job with a label for staff, and the time without a success after which it is late.

    With `late_after` None the job runs when there is work for it, and is never late. To be called
    in `AppConfig.ready`.
    """
    _expected[name] = Job(name, label, late_after)


def record(job: str, ok: bool, detail: str = "") -> None:
    """Record that a job has just run, and its outcome.

    `job` is its short name, such as 'backup'; `detail` is for staff, one sentence at most. Replaces
    the record of the last run, but not the time of the last success. Makes one query, which may
    raise a DatabaseError; call it outside a transaction that may be rolled back.
    """
    now = timezone.now()
    values = {"ran_at": now, "ok": ok, "detail": detail} | ({"succeeded_at": now} if ok else {})
    JobRun.objects.update_or_create(name=job, defaults=values)


def jobs() -> list[Job]:
    """Return every job that is expected or has ever run, with its last run, in one query."""
    runs = {run.name: run for run in JobRun.objects.order_by("name")}
    names = [*_expected, *(name for name in runs if name not in _expected)]
    return [described(name, runs.get(name)) for name in names]


def described(name: str, run: JobRun | None) -> Job:
    job = _expected.get(name) or Job(name, name, None)
    if run is None:
        return job
    outcome = {each: getattr(run, each) for each in ("ran_at", "succeeded_at", "ok", "detail")}
    return replace(job, **outcome)
