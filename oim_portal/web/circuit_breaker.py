"""Circuit breaker: after a failure of a server, all threads stop asking it for some seconds."""

import logging
import time
from threading import Lock

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds


class CircuitBreaker:
    """The state of the circuit of one server, whose name is for the log."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._until = 0.0
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether requests to the server are suspended at the moment."""
        return time.monotonic() < self._until

    def open(self, error: Exception) -> None:
        """Suspend requests after a failure. Several that fail at once write one line to the log."""
        with self._lock:
            was_on = self.is_open
            self._until = time.monotonic() + PAUSE
        if not was_on:
            logger.warning("%s does not answer, and is left alone: %s", self.name, error)
