"""Throttling of repeated messages, per process."""

import threading
import time
from collections.abc import Hashable

MOST_KNOWN = 500


class MessageThrottle:
    """Decides whether a repeated message is due again after some seconds, in this process."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._known: dict[Hashable, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def suppressed(self, thing: Hashable) -> int | None:
        """Return how many were suppressed since the last one; None to suppress this one too."""
        now = time.monotonic()
        with self._lock:
            if thing in self._known:
                last, count = self._known[thing]
                if now - last < self.seconds:
                    self._known[thing] = (last, count + 1)
                    return None
            else:
                count = 0
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
            self._known[thing] = (now, 0)
            return count
