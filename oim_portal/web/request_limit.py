"""Time limit for a request: a process that overruns it ends, and granian starts another.

granian has no such limit, and what overruns one is often C code that holds the interpreter: a
regular expression, a decoder. Neither a thread nor a signal handler of Python's would run then.
faulthandler's watchdog is a thread of C: it writes what each thread was doing to standard error and
ends the process. PostgreSQL undoes what was not committed, and nginx answers with its page (503).
"""

import faulthandler
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from threading import Lock


class RequestLimit:
    """Ends this process when one of its requests is at work for longer than it may be."""

    def __init__(self) -> None:
        self._ends: dict[object, float] = {}  # of the requests at work
        self._lock = Lock()

    @contextmanager
    def watched(self, seconds: float) -> Iterator[None]:
        """Watch what is done within, for so many seconds."""
        request, end = object(), time.monotonic() + seconds
        with self._lock:
            is_first = end < min(self._ends.values(), default=inf)
            self._ends[request] = end
            if is_first:
                self._watch_first()
        try:
            yield
        finally:
            with self._lock:
                was_first = end == min(self._ends.values())
                del self._ends[request]
                if was_first:
                    self._watch_first()

    def _watch_first(self) -> None:
        """Set the one watchdog that a process has to the request whose end comes first."""
        if self._ends:
            left = min(self._ends.values()) - time.monotonic()
            faulthandler.dump_traceback_later(max(left, 0.001), exit=True)
        else:
            faulthandler.cancel_dump_traceback_later()
