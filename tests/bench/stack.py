"""A whole server on loopback, as deploy/ makes one: database, application server, worker, nginx.

    with Stack(folder) as stack:
        stack.start()
        stack.get("/es/")

nginx has deploy's own templates with ports and folders of its own, and the application has
production's settings. Used by `make bench` and `make test-operations`; needs nginx and openssl.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2
import requests

from oim_portal.local.postgres import ensure_running

from . import nginx
from .nginx import HOST
from .processes import children, free_ports

ROOT = Path(__file__).parents[2]
WORKERS = ("worker", "slow-worker")
TASKS = "django_tasks_database_dbtaskresult"
REQUEUE = "from oim_portal.operations.health.tasks import requeue_lost; requeue_lost()"
LIMIT = 120  # seconds to wait until a process is ready, in case it hangs


class Stack:
    """The processes of a server, each of which can be started, killed, frozen and restarted."""

    def __init__(self, folder: Path, workers: int = 2, threads: int = 2) -> None:
        self.folder = folder
        self.var = folder / "var"
        self.workers, self.threads = workers, threads
        names = ("https", "http", "purge", "refresh", "application")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.address = f"https://{HOST}:{self.ports['https']}"
        self.session = requests.Session()
        self.session.trust_env = False  # neither a proxy nor other certificates
        self.session.verify = str(folder / "certificate.pem")
        self.processes: dict[str, subprocess.Popen] = {}
        self.secret = secrets.token_urlsafe(50)

    def __enter__(self) -> "Stack":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.session.close()
        for name in list(self.processes):
            self.stop(name)

    # Start

    def start(self) -> None:
        """Create the database with the initial content, and start everything."""
        self.prepare()
        self.start_application()
        self.start_workers()
        self.start_nginx()

    def prepare(self) -> None:
        self.var.mkdir(parents=True, exist_ok=True)
        self.start_database()
        for command in ("migrate -v0", "load_initial_content", "collectstatic -v0 --no-input"):
            self.manage(*command.split())
        self.manage("write_outage_pages", str(self.var / "outage"))

    def start_database(self) -> None:
        self.database_url = ensure_running(self.folder / "postgres")
        # Unlike on a laptop, a server must not lose a transaction that it has acknowledged.
        self.sql("ALTER ROLE CURRENT_USER SET synchronous_commit = on")

    def start_application(self) -> None:
        """Start granian as deploy/systemd/portal-web.service does."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.ports["application"]), "--workers", str(self.workers)]
        command += ["--blocking-threads", str(self.threads), "--respawn-failed-workers", "--no-ws"]
        command += ["--log-level", "warning", "oim_portal.wsgi:application"]
        self.run_in_background("application", command)
        self.wait_for(lambda: self.direct("/robots.txt").status_code == 200)

    def start_workers(self) -> None:
        """Start both workers; deploy/systemd has a unit for each."""
        self.start_worker()
        self.start_slow_worker()

    def start_worker(self) -> None:
        self.run_in_background("worker", [sys.executable, "manage.py", "db_worker"])

    def start_slow_worker(self, *options: str) -> None:
        command = [sys.executable, "manage.py", "slow_worker", *options]
        self.run_in_background("slow-worker", command)

    def start_nginx(self) -> None:
        nginx.write(self.folder, nginx.values(self.folder, self.var, self.ports))
        self.run_nginx()
        self.wait_for(lambda: self.get("/robots.txt").status_code == 200)

    def run_nginx(self) -> None:
        self.run_in_background("nginx", nginx.command(self.folder))

    # Failures

    def kill(self, name: str) -> None:
        """Kill a process and its children, as `kill -9` and the OOM killer do."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def restart_what_ended(self) -> None:
        """Restart the application server and the workers if they have exited, as systemd does.

        granian gives up when a worker dies within seconds of its start, and the workers of the task
        queues end with the connection to the database. What these were doing is requeued at once:
        the scheduler does so after ten minutes.
        """
        starts = {
            "application": self.start_application,
            "worker": self.start_worker,
            "slow-worker": self.start_slow_worker,
        }
        ended = [
            name
            for name in starts
            if name in self.processes and self.processes[name].poll() is not None
        ]
        for name in ended:
            self.processes.pop(name)
            starts[name]()
        if set(WORKERS) & set(ended):
            self.sql(f"UPDATE {TASKS} SET started_at = '2000-01-01' WHERE status = 'RUNNING'")
            self.manage("shell", "-v0", "-c", REQUEUE)

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def signal_database(self, number: signal.Signals) -> None:
        """Send a signal to the postmaster and all its children: SIGKILL, SIGSTOP, SIGCONT."""
        for pid in self.database_processes():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue

    def database_processes(self) -> list[int]:
        """Return the pids of the postmaster and of its children."""
        leader = int((self.cluster / "data" / "postmaster.pid").read_text().split()[0])
        return [leader, *children(leader)]

    @property
    def cluster(self) -> Path:
        (folder,) = (self.folder / "postgres").glob("[0-9]*")
        return folder

    # Requests

    def get(self, path: str, **options) -> requests.Response:
        """Request a URL from nginx, as a visitor does."""
        return self.session.get(self.address + path, timeout=60, allow_redirects=False, **options)

    def direct(self, path: str, **options) -> requests.Response:
        """Request a URL from the application server, as nginx does."""
        headers = {"Host": f"{HOST}:{self.ports['https']}", "X-Forwarded-Proto": "https"}
        address = f"http://127.0.0.1:{self.ports['application']}{path}"
        return self.session.get(
            address, headers=headers, timeout=60, allow_redirects=False, **options
        )

    def purge(self, path: str) -> int:
        """Purge a URL from the cache, and return its current status."""
        headers = {"Host": f"{HOST}:{self.ports['https']}"}
        address = f"http://127.0.0.1:{self.ports['purge']}{path}"
        return self.session.request("PURGE", address, headers=headers, timeout=60).status_code

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py and return its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def sql(self, statement: str) -> list[tuple]:
        connection = psycopg2.connect(self.database_url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def settle_database(self) -> None:
        """Run the maintenance that autovacuum would start at any moment after many writes."""
        connection = psycopg2.connect(self.database_url)
        connection.autocommit = True  # VACUUM cannot run in a transaction
        with closing(connection), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "DATABASE_URL": self.database_url,
            "PORTAL_URL": self.address,
            "PORTAL_VAR": str(self.var),
            "PORTAL_SECRET_KEY": self.secret,
            "PORTAL_TRUSTED_PROXIES": "127.0.0.1",
            "PORTAL_CACHE_URL": f"http://127.0.0.1:{self.ports['purge']}",
            "PORTAL_REQUIRE_MFA": "no",
            "MALLOC_ARENA_MAX": "1",  # as deploy/systemd sets it
        }

    # Helpers

    def run_in_background(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as messages:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=messages,
                stderr=messages,
                start_new_session=True,
            )

    def wait_for(self, condition: Callable[[], object]) -> None:
        """Return when the condition is true; a connection error counts as false."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            try:
                if condition():
                    return
            except (OSError, requests.RequestException, psycopg2.Error):
                pass
            time.sleep(0.05)
        logs = {path.name: path.read_text()[-2000:] for path in self.folder.glob("*.log")}
        raise TimeoutError(f"waited in vain; {logs}")
