"""Expiry of responses and cached values: the earliest end of anything that they show.

While a response is built, every object with an end (a page that will expire, an alert) adds it here
when it is read, and again when it is linked to, since it may have been read for another purpose.
The code that caches the result asks for the earliest of these ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model
from django.utils import timezone


@dataclass
class Expiry:
    """The earliest end of what a response shows; `end` is None if nothing in it expires."""

    began: datetime
    end: datetime | None = None

    def seconds_left(self, at_most: int) -> int:
        """Return the seconds until the end, between 0 and `at_most`."""
        if self.end is None:
            return at_most
        left = (self.end - timezone.now()).total_seconds()
        return max(0, min(at_most, int(left)))

    def add(self, end: datetime | None) -> None:
        """Take an end into account, unless it had passed before the response was begun.

        An end that passes meanwhile counts: its object may have been queried while it was public.
        """
        if end is not None and end > self.began:
            self.end = min(self.end or end, end)


_expiry: ContextVar[Expiry | None] = ContextVar("expiry", default=None)


@contextmanager
def collecting() -> Iterator[Expiry]:
    """Collect the ends of all objects that are read or shown within the block."""
    around = _expiry.get()
    expiry = Expiry(around.began if around else timezone.now())
    token = _expiry.set(expiry)
    try:
        yield expiry
    finally:
        _expiry.reset(token)


def today() -> date:
    """Return the date in Ecuador, for output that counts days: it expires at midnight."""
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    add(midnight)
    return now.date()


def add_changes_of(thing: Model) -> None:
    """Add the times that a page or file declares in `changes_at`, as far as they were loaded.

    From `__dict__`, so that a deferred column costs no query.
    """
    for name in thing.changes_at:
        add(thing.__dict__.get(name))


def add(end: datetime | None) -> None:
    """Add the end of an object that is being shown; None if it has no end."""
    if expiry := _expiry.get():
        expiry.add(end)
