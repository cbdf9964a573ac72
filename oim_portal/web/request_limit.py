"""Time limit for a request: a process that overruns it ends, and granian starts another.

granian has no such limit. A thread looks each second for a request that has overrun its own. C code
that holds the interpreter, such as a regular expression or a decoder, keeps that thread from
running, too; then faulthandler's watchdog, which each look puts off, ends the process. Both write
what all threads were doing to standard error. PostgreSQL undoes what was not committed, and nginx
answers with its page (503).
"""

import faulthandler
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread


class RequestLimit:
    """Ends this process when one of its requests is at work for longer than it may be.

    `hang` is for how many seconds C code may hold the interpreter. A request itself costs an entry
    in a table: to set the watchdog for each would start a thread of C and wait for it.
    """

    def __init__(self, hang: float, tick: float = 1) -> None:
        self.hang, self.tick = hang, tick
        self._ends: dict[object, float] = {}  # of the requests at work
        self._lock = Lock()
        self._is_started = False

    @contextmanager
    def watched(self, seconds: float) -> Iterator[None]:
        """Watch what is done within, for so many seconds."""
        if not self._is_started:
            self._start()
        request = object()
        self._ends[request] = time.monotonic() + seconds
        try:
            yield
        finally:
            del self._ends[request]

    def _start(self) -> None:
        """Start the thread, in the process that has the requests."""
        with self._lock:
            if not self._is_started:
                self._is_started = True
                self._put_off_watchdog()
                Thread(target=self._watch, name="request limit", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(self.tick)
            self._put_off_watchdog()
            now = time.monotonic()
            if any(end < now for end in list(self._ends.values())):
                # By this thread, which stops the others meanwhile: the watchdog's would read their
                # frames as these change.
                faulthandler.dump_traceback()
                os._exit(1)

    def _put_off_watchdog(self) -> None:
        faulthandler.dump_traceback_later(self.hang + self.tick, exit=True)
