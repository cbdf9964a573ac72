"""A portal as `make run` starts it: real processes, a database and a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2
import requests

from oim_portal.local.postgres_cluster import url

ROOT = Path(__file__).parents[1]
LIMIT = 240  # seconds: against hanging only
# What the environment of the tests says is not for the portal that they start.
NOT_HANDED_ON = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_DEBUG", "PORTAL_URL"}


class Portal:
    """A portal in a folder of its own, started as `make run` starts it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.messages = var.parent / "messages.txt"
        self.process: subprocess.Popen | None = None

    def launch(self, **streams) -> subprocess.Popen:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        return subprocess.Popen(
            [sys.executable, "-m", "oim_portal.local.run"],
            cwd=ROOT,
            env=kept | {"PORTAL_VAR": str(self.var), "PORT": str(self.port)},
            **streams,
        )

    def start(self) -> None:
        """Start unless it runs, and wait until it says that it runs."""
        if self.process and self.process.poll() is None:
            return
        with self.messages.open("w") as file:
            self.process = self.launch(stdout=file, stderr=file)
        wait_until(lambda: "The portal is running" in self.said() or self.process.poll())
        assert self.process.poll() is None, self.said()

    def stop(self) -> None:
        """End it as Ctrl-C does, if it runs."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(LIMIT)

    def get(self, address: str) -> requests.Response:
        return requests.get(self.address + address, timeout=60)

    def said(self) -> str:
        return self.messages.read_text()

    def descendants(self) -> set[int]:
        """Return what `make run` has started: all processes below its own."""
        found, parents = set(), {self.process.pid}
        while parents:
            parents = {pid for pid, parent in processes().items() if parent in parents}
            found |= parents
        return found

    def rows(self, query: str) -> list[tuple]:
        """Ask the portal's database."""
        connection = psycopg2.connect(url(self.cluster))
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        finally:
            connection.close()

    @property
    def cluster(self) -> Path:
        (folder,) = (self.var / "postgres").glob("[0-9]*")
        return folder

    def accounts(self) -> dict[str, tuple[str, str]]:
        lines = (self.var / "accounts.txt").read_text().splitlines()
        return {role: (email, password) for role, email, password in map(str.split, lines)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes() -> dict[int, int]:
    """Return each living process with its parent."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split() for line in listed.splitlines()]
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
