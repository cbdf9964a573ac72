"""Cache backend for Redis or Valkey that tolerates an outage (docs/decisions/0023).

Imported only if the settings name such a server: it needs requirements-growing.txt.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from oim_portal.web.circuit_breaker import CircuitBreaker

LIMIT = 0.25  # seconds; the server is near, and a page without a cache takes as long
MOST_LOST = 10_000  # keys


class Fate:
    """The state of one server, shared by all threads of a process."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The shared cache")
        self._lost: set[str] = set()
        self._all_lost = False
        self._lock = Lock()

    def lose(self, keys: Iterable[str], everything: bool = False) -> None:
        """Record that changes of keys, or of the whole cache, may not have reached the server."""
        with self._lock:
            self._lost.update(keys)
            self._all_lost |= everything or len(self._lost) > MOST_LOST
            if self._all_lost:
                self._lost.clear()

    def take_lost(self) -> tuple[set[str], bool]:
        """Return what was recorded, and reset it."""
        with self._lock:
            taken = self._lost, self._all_lost
            self._lost, self._all_lost = set(), False
        return taken


fates: dict[str, Fate] = {}
CHANGES = {"add", "set", "set_many", "touch", "incr", "delete", "delete_many"}


def surviving(name: str) -> Callable[..., Any]:
    """Return the method of that name: Redis's, or that of an empty cache during an outage."""

    def method(self: "SurvivingRedisCache", *args, **kwargs) -> Any:
        if self.fate.breaker.is_open:
            return self.without(name, *args, **kwargs)
        try:
            self.forget_lost()
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self.fate.breaker.open(error)
            return self.without(name, *args, **kwargs)

    method.__name__ = name
    return method


class SurvivingRedisCache(RedisCache):
    """Django's backend, but a server that is down, frozen or full is treated as an empty cache.

    A request waits for it `LIMIT` seconds; then no request does for some seconds. Keys that are
    changed meanwhile are deleted when it is back, since their values would be stale.
    """

    def __init__(self, server: str, params: dict) -> None:
        limits = {
            "socket_timeout": LIMIT,
            "socket_connect_timeout": LIMIT,
            "retry": Retry(NoBackoff(), 0),
        }
        options = limits | params.get("OPTIONS", {})
        super().__init__(server, {**params, "OPTIONS": options})
        self.empty = DummyCache(server, params)
        self.fate = fates.setdefault(server, Fate())

    def without(self, name: str, *args, **kwargs) -> Any:
        """Respond as an empty cache does, and record which keys have changed."""
        if name == "clear":
            self.fate.lose((), everything=True)
        elif name in CHANGES:
            keys = args[0] if name.endswith("_many") else [args[0]]
            self.fate.lose(self.make_key(key, kwargs.get("version")) for key in keys)
        return getattr(self.empty, name)(*args, **kwargs)

    def forget_lost(self) -> None:
        """Delete keys that were changed while the server could not be reached."""
        lost, everything = self.fate.take_lost()
        if not lost and not everything:
            return
        try:
            if everything:
                self._cache.clear()
            else:
                self._cache.delete_many(lost)
        except (RedisError, OSError):
            self.fate.lose(lost, everything)
            raise

    def is_alive(self) -> bool:
        """Return whether the server responds to a ping, for /health/ready."""
        try:
            return bool(self._cache.get_client().ping())
        except (RedisError, OSError):
            return False

    get = surviving("get")
    get_many = surviving("get_many")
    has_key = surviving("has_key")
    add = surviving("add")
    set = surviving("set")
    set_many = surviving("set_many")
    touch = surviving("touch")
    incr = surviving("incr")
    delete = surviving("delete")
    delete_many = surviving("delete_many")
    clear = surviving("clear")
