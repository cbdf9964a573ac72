"""Cache backend for Redis or Valkey that tolerates an outage (docs/decisions/0023).

Imported only if the settings name such a server: it needs requirements-growing.txt.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from oim_portal.wagtail_compat.django_private import redis_client
from oim_portal.web.circuit_breaker import CircuitBreaker

LIMIT = 0.25  # seconds; the server is near, and a page without a cache takes as long


class ServerState:
    """The state of one server, shared by all threads of a process."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The shared cache")
        self.is_stale = False  # it may have missed a change


states: dict[str, ServerState] = {}
READS = {"get", "get_many", "has_key"}


def fault_tolerant(name: str) -> Callable[..., Any]:
    """Return the method of that name: Redis's, or that of an empty cache during an outage."""

    def method(self: "FaultTolerantRedisCache", *args, **kwargs) -> Any:
        if self.state.breaker.is_open:
            return self.as_empty_cache(name, *args, **kwargs)
        try:
            if self.state.is_stale:
                redis_client(self).clear()
                self.state.is_stale = False
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            self.state.breaker.open(error)
            return self.as_empty_cache(name, *args, **kwargs)

    method.__name__ = name
    return method


class FaultTolerantRedisCache(RedisCache):
    """Django's backend, but a server that is down, frozen or full is treated as an empty cache.

    A request waits for it `LIMIT` seconds; then no request does for some seconds. If anything was
    to be changed meanwhile, it is emptied when it is back, since its values would be stale.
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
        """Respond as an empty cache does, and record that the server has missed a change."""
        self.state.is_stale |= name not in READS
        return getattr(self.empty, name)(*args, **kwargs)

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
