"""Redis or Valkey as shared cache, whose death costs no request (docs/decisions/0023).

Only portals whose settings name one import this: it needs requirements-growing.txt.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from oim_portal.web.circuit_breaker import Pause

LIMIT = 0.25  # seconds; the server is near, and a page takes as long without a cache
MOST_LOST = 10_000  # keys


class Fate:
    """What all threads of a process know of one server."""

    def __init__(self) -> None:
        self.pause = Pause("The shared cache")
        self._lost: set[str] = set()
        self._all_lost = False
        self._lock = Lock()

    def lose(self, keys: Iterable[str], everything: bool = False) -> None:
        """Note that changes of keys, or of everything, may not have arrived."""
        with self._lock:
            self._lost.update(keys)
            self._all_lost |= everything or len(self._lost) > MOST_LOST
            if self._all_lost:
                self._lost.clear()

    def take_lost(self) -> tuple[set[str], bool]:
        """Return what was noted, and forget it."""
        with self._lock:
            taken = self._lost, self._all_lost
            self._lost, self._all_lost = set(), False
        return taken


fates: dict[str, Fate] = {}
CHANGES = {"add", "set", "set_many", "touch", "incr", "delete", "delete_many"}


def surviving(name: str) -> Callable[..., Any]:
    """Make the method of that name: Redis's, or the one of a cache that holds nothing."""

    def method(self: "SurvivingRedisCache", *args, **kwargs) -> Any:
        if self.fate.pause.holds:
            return self.without(name, *args, **kwargs)
        try:
            self.forget_lost()
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self.fate.pause.begin(error)
            return self.without(name, *args, **kwargs)

    method.__name__ = name
    return method


class SurvivingRedisCache(RedisCache):
    """Django's own, but a server that is dead, frozen or full is an empty cache.

    A request waits for it `LIMIT` seconds, then nobody does for a pause. What was changed meanwhile
    is deleted when it is back: it would hold what is no longer true.
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
        """Answer as an empty cache does, and note which keys have changed."""
        if name == "clear":
            self.fate.lose((), everything=True)
        elif name in CHANGES:
            keys = args[0] if name.endswith("_many") else [args[0]]
            self.fate.lose(self.make_key(key, kwargs.get("version")) for key in keys)
        return getattr(self.empty, name)(*args, **kwargs)

    def forget_lost(self) -> None:
        """Delete what was changed while the server could not be told."""
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
        """Ask the server itself, as /health/ready does."""
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
