"""`make run` and `make dev`: start everything that the portal needs on a laptop.

Updates the database, content and accounts, then runs the background workers, the scheduler and the
site until Ctrl-C. Each step can be repeated and changes nothing that staff have changed.
"""

import hashlib
import os
import signal
import socket
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from .process_group import ProcessGroup


def collect_static() -> None:
    """Collect the static files unless nothing has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".state"
    state = current_state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    print("Static files: hashing and compressing them …", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state, encoding="ascii")


def current_state() -> str:
    """Return a digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


START_LIMIT = 60  # seconds until the site must answer


def main() -> int:
    """Run until Ctrl-C or until the site exits; return the exit status."""
    # SIGTERM (a supervisor, `kill`) ends everything as Ctrl-C does. A shell ignores SIGINT for
    # processes in the background, so it is set, too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    port = int(settings.PORT)
    if port_is_taken(port):
        print(f"Port {port} is in use. Choose another: make run PORT=8001", file=sys.stderr)
        return 1
    try:
        prepare()
        with ProcessGroup() as processes:
            *helpers, site = commands(port)
            for command in helpers:
                # They exit when the database is unreachable; on a server systemd restarts them.
                processes.start(command, starts_again=True)
            processes.start(site)
            if is_served(port, processes):
                announce()
                while processes.all_run():
                    time.sleep(0.5)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    print("The portal has ended; the messages above say why.", file=sys.stderr)
    return 1


def prepare() -> None:
    """Perform the steps of a first start, with messages; a later one finds them done."""
    django.setup()
    from .accounts import ACCOUNTS_FILE, make_accounts

    print("Database: bringing its tables up to date …", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_initial_content")
    call_command("update_translation_states", verbosity=0)
    if make_accounts():
        print(f"Accounts: made one for each role, with random passwords in {ACCOUNTS_FILE}.")
    if not settings.DEBUG:
        collect_static()


def commands(port: int) -> list[list[str]]:
    """Return the command lines of the workers, the scheduler and the site."""
    manage = [sys.executable, "manage.py"]
    helpers = [
        [*manage, "db_worker", "--interval", "1"],
        [*manage, "slow_worker", "--interval", "1"],
        [*manage, "scheduler"],
    ]
    if settings.DEBUG:  # workers reload changed code by themselves then
        return [*helpers, [*manage, "runserver", f"127.0.0.1:{port}"]]
    site = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    site += ["--port", str(port), "--workers", "2", "--respawn-failed-workers"]
    site += ["--blocking-threads", "2", "--no-ws", "--log-level", "warning"]
    site += ["oim_portal.wsgi:application"]
    return [*helpers, site]


def is_served(port: int, processes: ProcessGroup) -> bool:
    """Wait until the site responds; return False on timeout, or if a process ends."""
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit and processes.all_run():
        try:
            with urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5):  # noqa: S310
                return True
        except OSError:
            time.sleep(0.2)
    return False


def announce() -> None:
    """Print the URLs to open."""
    from .accounts import ACCOUNTS_FILE

    address = settings.PORTAL_URL
    print(
        f"\nThe portal is running. Open:\n"
        f"  {address}/es/      the site in Spanish\n"
        f"  {address}/en/      the site in English\n"
        f"  {address}/admin/   the editor (accounts: {ACCOUNTS_FILE})\n"
        f"Ctrl-C ends everything.",
        flush=True,
    )


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "oim_portal.local.settings"
    sys.exit(main())
