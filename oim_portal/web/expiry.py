"""How long what is shown may be kept: no longer than the first thing in it that has an end.

While an answer is made, everything with an end (a page that will expire, an alert) notes it here by
being read, and again by being linked to, since it may have been read for something else; who keeps
answers asks for the first of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model
from django.utils import timezone


@dataclass
class Lifetime:
    """When the first thing ends that an answer shows; None: nothing in it has an end."""

    began: datetime
    end: datetime | None = None

    def seconds_left(self, at_most: int) -> int:
        """Return how many seconds are left, never less than none."""
        if self.end is None:
            return at_most
        left = (self.end - timezone.now()).total_seconds()
        return max(0, min(at_most, int(left)))

    def note(self, end: datetime | None) -> None:
        """Take an end into account, unless it had come before all this began.

        One that comes meanwhile counts: its thing may have been asked for while it was public.
        """
        if end is not None and end > self.began:
            self.end = min(self.end or end, end)


_lifetime: ContextVar[Lifetime | None] = ContextVar("lifetime", default=None)


@contextmanager
def collecting() -> Iterator[Lifetime]:
    """Note the ends of all that is read or shown within."""
    around = _lifetime.get()
    lifetime = Lifetime(around.began if around else timezone.now())
    token = _lifetime.set(lifetime)
    try:
        yield lifetime
    finally:
        _lifetime.reset(token)


def today() -> date:
    """Return the day in Ecuador for something that counts days: what is shown ends at midnight."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    note(midnight)
    return now.date()


def note_moments(thing: Model) -> None:
    """Note the times that a page or file declares in `changes_at`, as far as they were read.

    By `__dict__`: a deferred column is not asked for.
    """
    for name in thing.changes_at:
        note(thing.__dict__.get(name))


def note(end: datetime | None) -> None:
    """Say that something which is being shown has an end, or none."""
    if lifetime := _lifetime.get():
        lifetime.note(end)
