"""Outage under load: database and application are killed, frozen and restarted meanwhile."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import requests

from .load import Load, Wrk
from .stack import Stack

SECONDS = 60
ADDRESSES = 200
REQUESTS = 50_000
ROUNDS = 5  # at most
GONE = 5  # seconds until a killed process must be gone


def public_paths(stack: Stack) -> list[str]:
    """Return the paths of all public pages, in every language, from the sitemap."""
    text = stack.get("/sitemap.xml").text
    return [part.split("</loc>")[0].removeprefix(stack.address) for part in text.split("<loc>")[1:]]


def warm(stack: Stack, paths: list[str]) -> None:
    """Request each path until it is cached; raise RuntimeError for one that never is."""
    for path in paths:
        for _try in range(20):
            if stack.get(path).headers.get("X-Cache") in ("HIT", "STALE", "UPDATING"):
                break
        else:
            raise RuntimeError(f"{path} is not kept by the cache.")


def outage(stack: Stack, seconds: int = SECONDS, wanted: int = REQUESTS) -> Load:
    """Return the responses that visitors got while everything behind nginx failed in turn.

    Repeats the round until there are enough requests: a slow machine needs more than one. At the
    end everything runs again, without any intervention but that of systemd: restarting what exited.
    """
    paths = public_paths(stack)[:ADDRESSES]
    if len(paths) < ADDRESSES:
        raise RuntimeError(f"Only {len(paths)} addresses: make more content.")
    warm(stack, paths)
    total = Load(0, 0, 0)
    for _round in range(ROUNDS):
        counted = one_round(stack, paths, seconds)
        total = Load(
            total.requests + counted.requests, total.failed + counted.failed, counted.per_second
        )
        if total.requests >= wanted:
            break
    return total


def one_round(stack: Stack, paths: list[str], seconds: int) -> Load:
    """Raise an error of `cause_failures`, without which the counts are meaningless."""
    with ThreadPoolExecutor(1) as executor:
        wrk = Wrk(stack.folder, stack.address, paths).start(seconds)
        failures = executor.submit(cause_failures, stack, seconds)
        counted = wrk.result()
        failures.result()
    return counted


def cause_failures(stack: Stack, seconds: int) -> None:
    """Cause all failures, each at its time within the run."""
    start = time.monotonic()
    for part, do in plan(stack):
        time.sleep(max(0, start + part * seconds - time.monotonic()))
        do()


def plan(stack: Stack) -> list[tuple[float, Callable[[], object]]]:
    """Return the failures and recoveries, with the fraction of the run at which they happen."""
    return [
        (0.05, lambda: kill_database(stack)),
        (0.20, stack.start_database),
        (0.30, lambda: kill_application(stack)),
        (0.40, stack.start_application),
        (0.50, lambda: freeze_database(stack)),
        (0.65, lambda: stack.signal_database(signal.SIGCONT)),
        (0.70, lambda: kill_database(stack)),
        (0.72, lambda: kill_application(stack)),
        (0.85, stack.start_database),
        (0.90, stack.start_application),
    ]


def kill_database(stack: Stack) -> None:
    stack.signal_database(signal.SIGKILL)
    ensure_fails(lambda: stack.sql("SELECT 1"), psycopg2.OperationalError)


def kill_application(stack: Stack) -> None:
    stack.kill("application")
    ensure_fails(lambda: stack.direct("/health/live"), requests.ConnectionError)


def freeze_database(stack: Stack) -> None:
    stack.signal_database(signal.SIGSTOP)
    ensure(lambda: all(map(is_stopped, stack.database_processes())), "The database goes on.")


def ensure_fails(ask: Callable[[], object], failure: type[Exception]) -> None:
    """Raise RuntimeError if a killed process still responds: nothing could be measured."""

    def fails() -> bool:
        try:
            ask()
        except failure:
            return True
        return False

    ensure(fails, "What was killed answers.")


def ensure(condition: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + GONE
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(otherwise)
        time.sleep(0.05)


def is_stopped(pid: int) -> bool:
    """Return whether a process is stopped by a signal, or has exited meanwhile."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state in "TZ"
