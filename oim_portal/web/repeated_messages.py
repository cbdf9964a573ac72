"""What is said once, and not again for each request that meets the same."""

import threading
import time
from collections.abc import Hashable

MOST_KNOWN = 500


class Repeats:
    """Says of a thing whether it is due again after some seconds; each process for itself."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._known: dict[Hashable, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def held_back(self, thing: Hashable) -> int | None:
        """Return how many like it were held back since the last, or None: this one is, too."""
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
