"""Redis as shared cache: killed, frozen and wiped under requests, it costs none of them."""

import os
import shutil
import signal
import subprocess
import time

import pytest
from django.core.cache import caches

from oim_portal.operations.health.checks import shared_cache
from oim_portal.settings import external_services

from ..bench.processes import free_ports
from ..portal_process import wait_until

KEYS = 20


class Redis:
    """A server on a port of 127.0.0.1 that keeps nothing on the disk."""

    def __init__(self, folder) -> None:
        self.folder, (self.port,) = folder, free_ports(1)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [shutil.which("redis-server"), "--port", str(self.port), "--save", ""]
        command += ["--bind", "127.0.0.1", "--dir", str(self.folder), "--loglevel", "warning"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def wipe(self) -> None:
        subprocess.run(["redis-cli", "-p", str(self.port), "flushall"], check=True)

    def freeze(self) -> None:
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path):
    made = Redis(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def cache(redis, settings, monkeypatch):
    monkeypatch.setenv("PORTAL_SHARED_CACHE", redis.url)
    settings.CACHES = {"default": external_services.shared_cache("PORTAL_SHARED_CACHE")}
    made = caches["default"]
    wait_until(made.is_alive)
    return made


def is_back(cache) -> bool:
    cache.set("back", 1)
    return cache.get("back") == 1


def test_it_holds_what_a_cache_holds(cache):
    assert cache.get("name", "nothing") == "nothing"
    cache.set("name", {"ñ": 1}, 60)
    assert cache.get("name") == {"ñ": 1}
    assert cache.add("count", 1)
    assert not cache.add("count", 7)
    assert cache.incr("count") == 2
    assert cache.get_many(["name", "count"]) == {"name": {"ñ": 1}, "count": 2}
    assert shared_cache() == "ok"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_dead_or_frozen_it_is_an_empty_cache_that_nobody_waits_for(cache, redis, number):
    cache.set_many({f"key-{each}": "old" for each in range(KEYS)})
    redis.signal(number)
    start = time.monotonic()
    for each in range(KEYS):
        assert cache.get(f"key-{each}") is None
        assert cache.get_or_set("made", "anew") == "anew"
    assert cache.add("count", 1)
    with pytest.raises(ValueError, match="count"):
        cache.incr("count")
    cache.set("key-1", "new")
    cache.delete_many(f"key-{each}" for each in (2, 3))
    assert time.monotonic() - start < 1  # one wait of a quarter of a second, not of all
    assert shared_cache() == "does not answer"
    if number == signal.SIGSTOP:
        redis.signal(signal.SIGCONT)
    else:
        redis.stop()
        redis.start()
    wait_until(lambda: is_back(cache))
    # It does not bring back what was changed while it could not be told.
    assert [cache.get(f"key-{each}") for each in (1, 2, 3)] == [None, None, None]


def test_the_portal_answers_all_while_its_shared_cache_fails_in_every_way(stack, redis):
    stack.start_anew_with(PORTAL_SHARED_CACHE=redis.url)
    paths = ["/es/", "/en/", "/es/buscar/?q=historia", "/cuenta/entrar/"]
    try:
        for trouble in (redis.wipe, redis.freeze, redis.thaw, redis.stop):
            trouble()
            end = time.monotonic() + 2
            seconds = []
            while time.monotonic() < end:
                for path in paths:
                    answer = stack.direct(path)
                    assert answer.status_code == 200
                    seconds.append(answer.elapsed.total_seconds())
            assert max(seconds) < 5  # Redis's own client would wait for as long as it is frozen
        assert stack.direct("/health/ready").json()["checks"]["shared cache"] == "does not answer"
    finally:
        stack.start_anew_with()
