"""Database and application are killed, frozen and brought back while visitors read."""

import signal
import threading
import time
from collections.abc import Callable

from .load import Load, Wrk
from .stack import Stack

SECONDS = 60
ADDRESSES = 200
REQUESTS = 50_000
ROUNDS = 5  # at most


def public_paths(stack: Stack) -> list[str]:
    """Return the addresses of all public pages, in every language, by the sitemap."""
    text = stack.get("/sitemap.xml").text
    return [part.split("</loc>")[0].removeprefix(stack.address) for part in text.split("<loc>")[1:]]


def warm(stack: Stack, paths: list[str]) -> None:
    """Ask for each address until the cache has it; raise RuntimeError for one it never keeps."""
    for path in paths:
        for _try in range(20):
            if stack.get(path).headers.get("X-Cache") in ("HIT", "STALE", "UPDATING"):
                break
        else:
            raise RuntimeError(f"{path} is not kept by the cache.")


def outage(stack: Stack, seconds: int = SECONDS, wanted: int = REQUESTS) -> Load:
    """Return what visitors were answered while everything behind nginx failed in turn.

    As often as it takes for so many requests: a slow machine needs more than one round. At the end
    everything runs again, without anything done by hand but what systemd does: start what ended.
    """
    paths = public_paths(stack)[:ADDRESSES]
    if len(paths) < ADDRESSES:
        raise RuntimeError(f"Only {len(paths)} addresses: make more content.")
    warm(stack, paths)
    total = Load(0, 0, 0)
    for _round in range(ROUNDS):
        wrk = Wrk(stack.folder, stack.address, paths).start(seconds)
        trouble = threading.Thread(target=troubles, args=(stack, seconds))
        trouble.start()
        counted = wrk.result()
        trouble.join()
        total = Load(
            total.requests + counted.requests, total.failed + counted.failed, counted.per_second
        )
        if total.requests >= wanted:
            break
    return total


def troubles(stack: Stack, seconds: int) -> None:
    """Let everything fail, each thing at its part of the time."""
    start = time.monotonic()
    for part, do in plan(stack):
        time.sleep(max(0, start + part * seconds - time.monotonic()))
        do()


def plan(stack: Stack) -> list[tuple[float, Callable[[], object]]]:
    """Return what happens at which part of the run."""
    return [
        (0.05, lambda: stack.signal_database(signal.SIGKILL)),
        (0.20, stack.start_database),
        (0.30, lambda: stack.kill("application")),
        (0.40, stack.start_application),
        (0.50, lambda: stack.signal_database(signal.SIGSTOP)),
        (0.65, lambda: stack.signal_database(signal.SIGCONT)),
        (0.70, lambda: stack.signal_database(signal.SIGKILL)),
        (0.72, lambda: stack.kill("application")),
        (0.85, stack.start_database),
        (0.90, stack.start_application),
    ]
