"""What a request has read from the database, to check a cached value by reading it again.

After a change somewhere on the site most of what pages share is as it was. To run its statements
again takes PostgreSQL a fraction of what Django needs to build and render it, so a value is kept
when all that was read for it still says the same (decision 0039). Called by `pages.site_cache`.

A value counts as made from everything that its request has read before, directly or as part of
another cached value: more than it used, never less.
"""

import pickle
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.utils import timezone

# A value that was made from more statements, or from slower ones, is made anew instead.
MOST_READS = 80
MOST_SECONDS = 0.1
MOST_TO_ASK = 10
READS = re.compile(r"\s*(\(?SELECT|WITH)\b")
# What begins like a read and does something: it must not be done again.
ACTS = re.compile(
    r"\b(set_config|nextval|pg_advisory\w*|pg_notify|FOR (NO KEY )?UPDATE|FOR (KEY )?SHARE)\b"
)
# A value compared with the time of the request, as `published()` does, is compared with today's.
JUST_NOW = timedelta(seconds=10)


@dataclass(frozen=True, eq=False)
class Read:
    """A statement with a digest of the rows that it gave; equal to itself alone."""

    statement: str
    values: tuple
    digest: bytes
    at: datetime

    def is_unchanged(self) -> bool:
        """Return whether the statement gives the same rows now."""
        now = timezone.now()
        values = [now if self._was_now(value) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.statement, values)
            return digest_of(cursor.fetchall()) == self.digest

    def _was_now(self, value: Any) -> bool:
        return isinstance(value, datetime) and abs(self.at - value) < JUST_NOW


@dataclass
class Reads:
    """All reads of a request so far; incomplete ones cannot vouch for a value."""

    found: dict[Read, None] = field(default_factory=dict)
    seconds: float = 0
    complete: bool = True

    def note(self, reads: tuple[Read, ...] | None, seconds: float = 0) -> None:
        """Add reads; None if those of a value are not known."""
        self.found.update(dict.fromkeys(reads or ()))
        self.seconds += seconds
        few = len(self.found) <= MOST_READS and self.seconds <= MOST_SECONDS
        if reads is None or not few:
            self.complete = False
            self.found.clear()

    def so_far(self) -> tuple[Read, ...] | None:
        return tuple(self.found) if self.complete else None


_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


def begin(**kwargs) -> None:
    """Record what a request reads, from its beginning until it has finished.

    Not with a cache other than the database's, in which a value may have its source unseen. What
    is made outside of a request vouches for nothing: who made it may have read before.
    """
    of_database = settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    _reads.set(Reads() if of_database else None)


def end(**kwargs) -> None:
    _reads.set(None)


@contextmanager
def unrecorded() -> Iterator[None]:
    token = _reads.set(None)
    try:
        yield
    finally:
        _reads.reset(token)


@contextmanager
def apart(reads: tuple[Read, ...] | None) -> Iterator[None]:
    """Record a block apart: `so_far()` gives its reads and the given ones, not earlier ones."""
    around = _reads.get()
    own = around and Reads()
    token = _reads.set(own)
    try:
        note(reads)
        yield
    finally:
        _reads.reset(token)
    if around and own:
        around.note(own.so_far(), own.seconds)


def note(reads: tuple[Read, ...] | None) -> None:
    """Add the reads of a cached value, which the current request has used."""
    if recorded := _reads.get():
        recorded.note(reads)


def so_far() -> tuple[Read, ...] | None:
    """Return what the current request has read, or None if that is not known."""
    recorded = _reads.get()
    return recorded.so_far() if recorded else None


def all_unchanged(reads: tuple[Read, ...], known: dict[Read, bool]) -> bool:
    """Return whether all reads give the same rows now; `known` keeps the answers.

    False for many that are not known: what took them is made anew sooner.
    """
    if sum(read not in known for read in reads) > MOST_TO_ASK:
        return False
    with unrecorded():
        for read in reads:
            if read not in known:
                known[read] = read.is_unchanged()
            if not known[read]:
                return False
    return True


def record(execute, statement, values, many, context) -> Any:
    """Run a statement, and note its rows for the current request (a wrapper of Django's)."""
    recorded = _reads.get()
    if recorded is None or not recorded.complete:
        return execute(statement, values, many, context)
    start = time.perf_counter()
    result = execute(statement, values, many, context)
    cursor = context["cursor"].cursor
    if many or not isinstance(statement, str) or isinstance(values, dict) or cursor.name:
        recorded.note(None)
    elif cursor.description and READS.match(statement) and not ACTS.search(statement):
        rows = cursor.fetchall()
        if rows:
            cursor.scroll(0, mode="absolute")
        read = Read(statement, tuple(values or ()), digest_of(rows), timezone.now())
        recorded.note((read,), time.perf_counter() - start)
    return result


def digest_of(rows: list[tuple]) -> bytes:
    return blake2b(pickle.dumps(rows), digest_size=16).digest()


def install(connection, **kwargs) -> None:
    """Record on a connection, before other wrappers: who removes theirs takes the last away."""
    if record not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, record)


def connect() -> None:
    """Record on every connection; called once by `ready()`."""
    connection_created.connect(install)
    request_started.connect(begin)
    request_finished.connect(end)
