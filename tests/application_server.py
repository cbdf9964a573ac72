"""Start and stop an application server on the tests' database."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings
from django.db import connection


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(port: int, *options: str, **variables: str) -> subprocess.Popen:
    """Start granian as `make run` does, with one worker; it sees the data that tests commit."""
    database = connection.get_connection_params()
    where = {
        name: database[name] for name in ("host", "port", "user", "password") if name in database
    }
    url = f"postgres:///{database['dbname']}?{urlencode(where)}"
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    server += ["--port", str(port), "--log-level", "error", *options, "oim_portal.wsgi:application"]
    env = os.environ | {"DATABASE_URL": url} | variables
    return subprocess.Popen(server, cwd=settings.BASE_DIR, env=env, start_new_session=True)


def stop_server(process: subprocess.Popen) -> None:
    """Kill a server and its workers, without waiting for a graceful shutdown."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until_served(port: int, process: subprocess.Popen, limit: float = 60) -> None:
    """Return when the server answers; fail when it ends or takes too long (in seconds)."""
    end = time.monotonic() + limit
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(f"http://localhost:{port}/robots.txt", timeout=5).close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise AssertionError(f"No server on port {port}.")
