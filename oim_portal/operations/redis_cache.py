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

from oim_portal.wagtail_compat.django_private import redis_client
from oim_portal.web.circuit_breaker import CircuitBreaker

LIMIT = 0.25  # seconds; the server is near, and a page without a cache takes as long
MAX_STALE = 10_000  # keys


class ServerState:
    """The state of one server, shared by all threads of a process."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The shared cache")
        self._stale: set[str] = set()
        self._all_stale = False
        self._lock = Lock()

    def add_stale(self, keys: Iterable[str], everything: bool = False) -> None:
        """Record that changes of keys, or of the whole cache, may not have reached the server."""
        with self._lock:
            self._stale.update(keys)
            self._all_stale |= everything or len(self._stale) > MAX_STALE
            if self._all_stale:
                self._stale.clear()

    def take_stale(self) -> tuple[set[str], bool]:
        """Return what was recorded, and reset it."""
        with self._lock:
            taken = self._stale, self._all_stale
            self._stale, self._all_stale = set(), False
        return taken


states: dict[str, ServerState] = {}
CHANGES = {"add", "set", "set_many", "touch", "incr", "delete", "delete_many"}


def fault_tolerant(name: str) -> Callable[..., Any]:
    """Return the method of that name: Redis's, or that of an empty cache during an outage."""

    def method(self: "FaultTolerantRedisCache", *args, **kwargs) -> Any:
        if self.state.breaker.is_open:
            return self.as_empty_cache(name, *args, **kwargs)
        try:
            self.delete_stale()
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self.state.breaker.open(error)
            return self.as_empty_cache(name, *args, **kwargs)

    method.__name__ = name
    return method


class FaultTolerantRedisCache(RedisCache):
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
        self.state = states.setdefault(server, ServerState())

    def as_empty_cache(self, name: str, *args, **kwargs) -> Any:
        """Respond as an empty cache does, and record which keys have changed."""
        if name == "clear":
            self.state.add_stale((), everything=True)
        elif name in CHANGES:
            keys = args[0] if name.endswith("_many") else [args[0]]
            self.state.add_stale(self.make_key(key, kwargs.get("version")) for key in keys)
        return getattr(self.empty, name)(*args, **kwargs)

    def delete_stale(self) -> None:
        """Delete keys that were changed while the server could not be reached."""
        lost, everything = self.state.take_stale()
        if not lost and not everything:
            return
        try:
            if everything:
                redis_client(self).clear()
            else:
                redis_client(self).delete_many(lost)
        except (RedisError, OSError):
            self.state.add_stale(lost, everything)
            raise

    def is_alive(self) -> bool:
        """Return whether the server responds to a ping, for /health/ready."""
        try:
            return bool(redis_client(self).get_client().ping())
        except (RedisError, OSError):
            return False

    get = fault_tolerant("get")
    get_many = fault_tolerant("get_many")
    has_key = fault_tolerant("has_key")
    add = fault_tolerant("add")
    set = fault_tolerant("set")
    set_many = fault_tolerant("set_many")
    touch = fault_tolerant("touch")
    incr = fault_tolerant("incr")
    delete = fault_tolerant("delete")
    delete_many = fault_tolerant("delete_many")
    clear = fault_tolerant("clear")
