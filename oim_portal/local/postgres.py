"""A private PostgreSQL cluster for development and tests: no installation, no TCP port.

    DATABASE_URL = ensure_running(BASE_DIR / "var" / "postgres")

Every process that calls `ensure_running` counts as a user of the cluster until it ends, however it
ends; a detached supervisor ('keeper') stops the server shortly after the last one. Each major
version has its own folder (`var/postgres/18`), with the cluster in `data`, the server's log in
`server.log`, and four files that exist only to be locked:

- `start.lock`: held while a process starts or stops the server;
- `users.lock`: shared by the users;
- `server.lock`: inherited by all processes of the server. While it is held one of them is alive;
  when it is free, `postmaster.pid` is stale, even if another process has that pid by now;
- `keeper.lock`: held by the keeper, whose pid it contains.

Sockets are in a folder of mode 0700 under the machine's temporary folder, since the path of a
socket has to be short; the link `sockets` names it. A user who can enter it is trusted. From a
terminal: `python -m oim_portal.local.postgres status|stop|url [FOLDER]`. Untested on macOS.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .locks import hand_over, is_free, lock_if_free, locked, share
from .postgres_cluster import (
    EmbeddedPostgresError,
    accepts_connections,
    environment,
    find_binaries,
    major_version,
    server_command,
    url,
)

__all__ = ["EmbeddedPostgresError", "ensure_running", "find_binaries"]

LIMIT = 60  # seconds for a start or a stop, in case it hangs
LINGER = 2  # seconds without users before it stops: commands of a Makefile follow each other

_registrations: dict[Path, int] = {}  # users.lock of each cluster that this process uses


def ensure_running(data_dir: Path) -> str:
    """Start the cluster in `data_dir` unless it is running, and create it if necessary.

    Returns its DATABASE_URL, which stays the same while the cluster has users. Its role is not a
    superuser, but can create databases. Raises EmbeddedPostgresError.
    """
    binaries = find_binaries()
    folder = data_dir.resolve() / str(major_version(binaries))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() not in (0, folder.stat().st_uid):
        raise EmbeddedPostgresError(f"{folder} is another user's: delete it, or be that user.")
    with locked(folder / "start.lock") as start_lock:
        if folder not in _registrations:
            _registrations[folder] = share(folder / "users.lock")
        _start_keeper(folder)  # before the server, which would stay if we were killed in between
        _start_server(folder, binaries, start_lock)
    return url(folder)


def _start_keeper(folder: Path) -> None:
    if (lock := lock_if_free(folder / "keeper.lock")) is not None:
        module = [sys.executable, "-BESs", "-m", "oim_portal.local.postgres"]
        _detach([*module, "keep", str(folder), f"--lock={lock}"], lock, folder / "keeper.log")


def _start_server(folder: Path, binaries: Path, start_lock: int) -> None:
    """Start the server unless one of its processes is alive, and wait until it is ready."""
    launched = False
    deadline = time.monotonic() + LIMIT
    while not accepts_connections(folder):
        lock = lock_if_free(folder / "server.lock")
        if launched and lock is not None:
            os.close(lock)
            raise EmbeddedPostgresError(f"PostgreSQL did not start:\n{_messages(folder)}")
        if lock is not None:
            command = server_command(folder, binaries, start_lock)
            for stale in (folder / "data/postmaster.pid", *(folder / "sockets").iterdir()):
                stale.unlink(missing_ok=True)
            _detach(command, lock, folder / "server.log")
            launched = True
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(f"PostgreSQL does not get ready:\n{_messages(folder)}")
        time.sleep(0.01)


def _stop_server(folder: Path) -> None:
    """Stop the server, if it runs, and its sessions. The caller holds start.lock."""
    for request in (signal.SIGINT, signal.SIGQUIT):  # fast, then immediate, which loses no data
        deadline = time.monotonic() + LIMIT / 2
        while time.monotonic() < deadline:
            if (lock := lock_if_free(folder / "server.lock")) is not None:
                os.close(lock)
                return
            if pid := _server_pid(folder):
                with suppress(ProcessLookupError):
                    os.kill(pid, request)
            time.sleep(0.02)
    raise EmbeddedPostgresError(f"PostgreSQL does not stop:\n{_messages(folder)}")


def _keep(folder: Path, keeper_lock: int) -> None:
    """Wait until the cluster has had no user for a while, then stop its server."""
    (folder / "keeper.lock").write_text(f"{os.getpid()}\n")
    users = os.open(folder / "users.lock", os.O_RDWR)
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < LINGER or not _retire(folder, users, keeper_lock):
        time.sleep(LINGER / 8)
        if os.fstat(users).st_nlink == 0:
            return  # deleted, which PostgreSQL detects itself; a new one has its own keeper
        if not is_free(users):
            idle_since = time.monotonic()


def _retire(folder: Path, users: int, keeper_lock: int) -> bool:
    """Stop the server and return True if it is still unused once no process can start it."""
    with locked(folder / "start.lock"):
        if not is_free(users):
            return False
        _stop_server(folder)
        with suppress(OSError):
            os.rmdir(os.readlink(folder / "sockets"))
        os.close(keeper_lock)  # before start.lock: the next user has to start a keeper
        return True


def _detach(command: Sequence[str], lock: int, log: Path) -> None:
    """Start `command` as a daemon in a session of its own, which inherits `lock`."""
    with log.open("wb") as messages:
        hand_over(log, log.parent)
        subprocess.run(  # noqa: S603 the commands are those of this module
            ["/bin/sh", "-c", '"$@" &', "sh", *command],
            check=True,
            cwd=Path(__file__).parents[2],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
            pass_fds=[lock],
            start_new_session=True,
        )
    os.close(lock)


def _server_pid(folder: Path) -> int | None:
    """Return the pid in postmaster.pid, which is the server's only while server.lock is held."""
    with suppress(OSError, ValueError):
        return int((folder / "data/postmaster.pid").read_bytes().splitlines()[0])
    return None


def _messages(folder: Path) -> str:
    return (folder / "server.log").read_text(errors="replace")[-2000:]


def main() -> None:
    """Run `status`, `stop` or `url` for every major version in a folder."""
    parser = argparse.ArgumentParser(prog="python -m oim_portal.local.postgres")
    parser.add_argument("action", choices=["status", "stop", "url", "keep"])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("var/postgres"))
    parser.add_argument("--lock", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.action == "keep":
        return _keep(given.folder, given.lock)
    running = [path for path in given.folder.resolve().glob("[0-9]*") if accepts_connections(path)]
    if not running:
        sys.exit("PostgreSQL is not running.")
    for folder in running:
        if given.action == "stop":
            with locked(folder / "start.lock"):
                _stop_server(folder)
        elif given.action == "url":
            print(url(folder))
        else:
            print(f"PostgreSQL {folder.name} runs in {folder} (process {_server_pid(folder)}).")


if __name__ == "__main__":
    main()
