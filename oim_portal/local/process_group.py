"""Process group that ends together with the process that started it, however that one ends.

It contains a guard whose standard input is a pipe that only the starter has open. The kernel closes
the pipe when the starter ends, `kill -9` included; then the guard ends the group, including
grandchildren. Ctrl-C in a terminal reaches the starter only.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

GRACE = 5  # seconds that processes have to exit
PAUSE = 3  # seconds between two starts of a command


@dataclass
class Member:
    """A process of the group, and whether it is restarted when it exits."""

    command: Sequence[str]
    starts_again: bool
    process: subprocess.Popen
    started: float


class ProcessGroup:
    """Starts commands and ends them all: `with ProcessGroup() as group: group.start([…])`."""

    def __init__(self) -> None:
        self._guard = subprocess.Popen(  # noqa: S603 (this module)
            [sys.executable, "-m", "oim_portal.local.process_group"],
            stdin=subprocess.PIPE,
            process_group=0,
        )
        self._members: list[Member] = []

    def __enter__(self) -> "ProcessGroup":
        return self

    def __exit__(self, *_exception: object) -> None:
        """Terminate all processes, kill those that remain, and wait for them."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        with suppress(subprocess.TimeoutExpired):
            for member in self._members:
                member.process.wait(max(0, deadline - time.monotonic()))
        self._signal(signal.SIGKILL)
        for process in (*(member.process for member in self._members), self._guard):
            process.wait()

    def start(self, command: Sequence[str], starts_again: bool = False) -> None:
        """Start a command in the group, without access to the terminal's input.

        One that `starts_again` may exit: see `all_run`.
        """
        process = self._popen(command)
        self._members.append(Member(command, starts_again, process, time.monotonic()))

    def all_run(self) -> bool:
        """Return whether no process has ended for good; restart those that may, after a pause."""
        for member in self._members:
            if member.process.poll() is None:
                continue
            if not member.starts_again:
                return False
            if time.monotonic() - member.started > PAUSE:
                member.process, member.started = self._popen(member.command), time.monotonic()
        return True

    def _popen(self, command: Sequence[str]) -> subprocess.Popen:
        return subprocess.Popen(  # noqa: S603 (the caller's own command)
            command, stdin=subprocess.DEVNULL, process_group=self._guard.pid
        )

    def _signal(self, number: int) -> None:
        # The guard has not been waited for, so the group ID cannot have been reused.
        os.killpg(self._guard.pid, number)


def guard() -> None:
    """Wait until the starter ends, then end the group, including this process."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    guard()
