"""A server that has just failed is not asked again by every request: a pause, for all threads."""

import logging
import time
from threading import Lock

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds


class Pause:
    """Remembers of one server, named for the log, that it does not answer."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._until = 0.0
        self._lock = Lock()

    @property
    def holds(self) -> bool:
        """Say whether the server is not to be asked now."""
        return time.monotonic() < self._until

    def begin(self, error: Exception) -> None:
        """Note a failure. Requests that meet it at once write one line to the log."""
        with self._lock:
            was_on = self.holds
            self._until = time.monotonic() + PAUSE
        if not was_on:
            logger.warning("%s does not answer, and is left alone: %s", self.name, error)
