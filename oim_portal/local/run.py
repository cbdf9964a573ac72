"""`make run` and `make dev`: everything that the portal needs on a laptop.

Brings the database, content and accounts up to date, then keeps the background workers, the
scheduler and the site running until Ctrl-C. Each step is safe to repeat and changes nothing that
staff changed.
"""

import os
import signal
import socket
import sys
import time
from urllib.request import urlopen

import django
from django.conf import settings
from django.core.management import call_command

from .process_group import ProcessGroup

START_LIMIT = 60  # seconds until the site must answer


def main() -> int:
    """Run until Ctrl-C or until the site ends by itself; return the exit status."""
    # SIGTERM (a supervisor, `kill`) ends everything just as Ctrl-C does, which a shell ignores
    # for what it runs in the background.
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
                # They end when the database does not answer, and systemd starts them again.
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
    """Say and do what a first start needs; a later one finds it done."""
    django.setup()
    from .accounts import ACCOUNTS_FILE, make_accounts
    from .static_files import collect

    print("Database: bringing its tables up to date …", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_initial_content")
    call_command("update_translation_states", verbosity=0)
    if make_accounts():
        print(f"Accounts: made one for each role, with random passwords in {ACCOUNTS_FILE}.")
    if not settings.DEBUG:
        collect()


def commands(port: int) -> list[list[str]]:
    """Return the command lines of the workers, the scheduler and the site."""
    manage = [sys.executable, "manage.py"]
    helpers = [
        [*manage, "db_worker", "--interval", "1"],
        [*manage, "slow_worker", "--interval", "1"],
        [*manage, "scheduler"],
    ]
    if settings.DEBUG:  # where workers read changed code by themselves
        return [*helpers, [*manage, "runserver", f"127.0.0.1:{port}"]]
    site = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    site += ["--port", str(port), "--workers", "2", "--respawn-failed-workers"]
    site += ["--blocking-threads", "2", "--no-ws", "--log-level", "warning"]
    site += ["oim_portal.wsgi:application"]
    return [*helpers, site]


def is_served(port: int, processes: ProcessGroup) -> bool:
    """Wait until the site answers; return False when it does not in time, or a process ends."""
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit and processes.all_run():
        try:
            with urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5):  # noqa: S310
                return True
        except OSError:
            time.sleep(0.2)
    return False


def announce() -> None:
    """Say which addresses to open."""
    address = settings.PORTAL_URL
    accounts = settings.VAR_DIR / "accounts.txt"
    print(
        f"\nThe portal is running. Open:\n"
        f"  {address}/es/      the site in Spanish\n"
        f"  {address}/en/      the site in English\n"
        f"  {address}/admin/   the editor (accounts: {accounts})\n"
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
