"""A replica of PostgreSQL takes over: the portal's settings name both servers, one takes writes."""

import os
import subprocess
import sys

import pytest

from oim_portal.local.postgres import find_binaries
from oim_portal.local.postgres_cluster import _unprivileged

from ..bench.processes import free_ports


class Server:
    """A PostgreSQL on a port of 127.0.0.1, in a folder of its own."""

    def __init__(self, folder) -> None:
        self.folder, (self.port,) = folder, free_ports(1)
        self.data = folder / "data"

    def run(self, program: str, *arguments: str, **options) -> subprocess.CompletedProcess:
        command = [*_unprivileged(self.folder, find_binaries()), str(find_binaries() / program)]
        return subprocess.run([*command, *arguments], check=True, capture_output=True, **options)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")


@pytest.fixture
def servers(tmp_path):
    """A primary with a database, and a replica that follows it."""
    first, second = (Server(tmp_path / name) for name in ("first", "second"))
    for server in (first, second):
        server.folder.mkdir(mode=0o700)
    first.run("initdb", "-D", str(first.data), "-U", "portal", "--auth=trust", "--encoding=UTF8")
    first.start()
    source = f"host=127.0.0.1 port={first.port} user=portal"
    second.run("pg_basebackup", "-D", str(second.data), "-R", "-X", "stream", "-d", source)
    second.start()
    yield first, second
    for server in servers_that_run(first, second):
        server.stop()


def servers_that_run(*servers):
    return [server for server in servers if (server.data / "postmaster.pid").exists()]


def test_the_portal_finds_the_server_that_takes_writes(servers):
    first, second = servers
    hosts = f"host=127.0.0.1,127.0.0.1&port={first.port},{second.port}"
    address = f"postgres://portal@/postgres?{hosts}&target_session_attrs=read-write"
    assert ports_in_use(address) == first.port
    first.stop()
    second.run("pg_ctl", "-D", str(second.data), "-w", "promote")
    assert ports_in_use(address) == second.port


def ports_in_use(address: str) -> int:
    """Write as the portal would, with the address as its DATABASE_URL; return who took it."""
    code = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "cursor = connection.cursor()\n"
        "cursor.execute('CREATE TABLE IF NOT EXISTS written (at timestamptz)')\n"
        "cursor.execute('SELECT inet_server_port()')\n"
        "print(cursor.fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ
        | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "oim_portal.settings.production",
            "PORTAL_SECRET_KEY": "x" * 50,
            "PORTAL_URL": "https://localhost",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)
