"""The embedded PostgreSQL starts, is shared, survives and stops: with real processes only."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2
import pytest

from oim_portal.local.postgres import EmbeddedPostgresError, find_binaries

ROOT = Path(__file__).parents[1]
NOBODY = 65534
LIMIT = 60  # seconds: against hanging only

USER = """
import subprocess, sys
from pathlib import Path
from oim_portal.local.postgres import ensure_running
print(ensure_running(Path(sys.argv[1])), flush=True)
if len(sys.argv) > 2:
    program = subprocess.Popen(
        sys.argv[2:], stdout=subprocess.DEVNULL, close_fds=False, start_new_session=True
    )
    print(program.pid, flush=True)
sys.stdin.read()
"""

AS_WE_ARE: Sequence[str] = ()
AS_ORDINARY_USER = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    # Nothing else: wherever the working copy is, the user may read it.
    *("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"),
)
# In a changed root the kernel makes no user namespaces.
WITHOUT_NAMESPACES = (
    "unshare",
    "-m",
    "sh",
    "-c",
    'mount --rbind / /mnt && exec chroot /mnt "$@"',
    "",
)


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def works(command: Sequence[str]) -> bool:
    return subprocess.run([*command, "true"], capture_output=True).returncode == 0


def possible_users() -> list[Sequence[str]]:
    """As whom these tests can start a cluster here: only root can become somebody else."""
    others = [AS_ORDINARY_USER, WITHOUT_NAMESPACES] if os.geteuid() == 0 else []
    return [AS_WE_ARE, *filter(works, others)]


def possible_binaries() -> list[Path]:
    """Every PostgreSQL on this machine that can run the cluster."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return sorted({find_binaries(), *debian})


class Cluster:
    """A cluster in `data_dir` and the processes that a test lets use it."""

    def __init__(self, data_dir: Path, prefix: Sequence[str] = AS_WE_ARE, **variables: str) -> None:
        self.data_dir = data_dir
        self.prefix = prefix
        python = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self.variables = os.environ | python | variables
        self.users: list[subprocess.Popen] = []

    @property
    def folder(self) -> Path:
        (folder,) = self.data_dir.glob("[0-9]*")
        return folder

    def python(self, *arguments: str) -> list[str]:
        return [*self.prefix, sys.executable, *arguments]

    def start_user(self, *child: str) -> subprocess.Popen:
        """Start a process that uses the cluster until its input is closed, and not wait for it."""
        user = subprocess.Popen(
            self.python("-c", USER, str(self.data_dir), *child),
            env=self.variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.users.append(user)
        return user

    def url(self) -> str:
        """Start a user, wait for the cluster and return its address."""
        return self.start_user().stdout.readline().strip()

    def command(self, action: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            self.python("-m", "oim_portal.local.postgres", action, str(self.data_dir)),
            env=self.variables,
            capture_output=True,
            text=True,
        )

    def runs(self) -> bool:
        return self.command("status").returncode == 0

    def server_pid(self) -> int:
        return int((self.folder / "data/postmaster.pid").read_text().split()[0])

    def keeper_pid(self) -> int:
        wait_until((self.folder / "keeper.lock").read_text)
        return int((self.folder / "keeper.lock").read_text())

    def end(self) -> None:
        for user in self.users:
            user.kill()
            user.communicate()
        self.command("stop")


def query(url: str, statement: str) -> list[tuple]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path / "postgres")
    yield cluster
    cluster.end()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("running"))
    cluster.url()
    yield cluster
    cluster.end()


@pytest.fixture(scope="module")
def url(running: Cluster) -> str:
    return running.command("url").stdout.strip()


def test_the_address_is_read_alike_by_libpq_and_as_a_url(running: Cluster, url: str) -> None:
    parts = urlsplit(url)
    seen = query(url, "SELECT current_user, '/' || current_database(), inet_server_addr()")
    assert seen == [(parts.username, parts.path, None)] == [("portal", "/portal", None)]
    assert query(url, "SHOW port") == [(str(parts.port),)]
    (sockets,) = parse_qs(parts.query)["host"]
    assert Path(sockets) == (running.folder / "sockets").resolve()


def test_the_role_makes_databases_and_extensions_without_being_superuser(url: str) -> None:
    assert query(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]
    query(url, "CREATE DATABASE test_another")
    query(url.replace("/portal?", "/test_another?"), "CREATE EXTENSION unaccent")
    query(url.replace("/portal?", "/test_another?"), "CREATE EXTENSION pg_trgm")
    query(url, "DROP DATABASE test_another")


def test_text_is_the_same_whatever_the_machine_speaks(url: str) -> None:
    assert query(url, "SHOW server_encoding") == [("UTF8",)]
    assert query(url, "SELECT upper('misión, año'), 'B' < 'a', 'z' < 'á'") == [
        ("MISIÓN, AÑO", True, True)
    ]
    assert query(url, "SELECT to_tsvector('simple', '¿Qué «Visión»?')") == [("'qué':1 'visión':2",)]


def test_only_a_private_folder_leads_to_the_server(running: Cluster, url: str) -> None:
    assert query(url, "SHOW listen_addresses") == [("",)]
    assert (running.folder / "sockets").stat().st_mode & 0o777 == 0o700


def test_what_was_committed_is_safe_on_disk(url: str) -> None:
    assert query(url, "SELECT current_setting('fsync'), current_setting('full_page_writes')") == [
        ("on", "on")
    ]


def test_status_and_stop_tell_what_they_found(cluster: Cluster) -> None:
    assert cluster.command("stop").stderr == "PostgreSQL is not running.\n"
    cluster.url()
    assert f"(process {cluster.server_pid()})" in cluster.command("status").stdout
    assert cluster.command("stop").returncode == 0
    assert not cluster.runs()


@pytest.mark.full
def test_processes_that_start_it_at_once_share_one_server(cluster: Cluster) -> None:
    users = [cluster.start_user() for _ in range(5)]
    urls = {user.stdout.readline().strip() for user in users}
    assert len(urls) == 1
    assert query(urls.pop(), "SELECT 1") == [(1,)]


@pytest.mark.full
def test_it_outlives_a_killed_user_and_stops_after_the_last(cluster: Cluster) -> None:
    first = cluster.start_user("sleep", "600")
    url, bystander = first.stdout.readline().strip(), int(first.stdout.readline())
    assert cluster.url() == url
    sockets = (cluster.folder / "sockets").resolve()
    server = cluster.server_pid()
    try:
        os.killpg(first.pid, signal.SIGKILL)  # as a terminal ends all that it started
        first.wait()
        cluster.start_user().communicate("")  # comes and goes, as an autoreload does
        assert query(url, "SELECT 1") == [(1,)]
        assert cluster.server_pid() == server
        cluster.users[1].kill()
        wait_until(lambda: not sockets.exists())
        assert not cluster.runs()
        os.kill(bystander, 0)  # what a user has started is no user
    finally:
        os.kill(bystander, signal.SIGKILL)
    cluster.url()
    assert cluster.server_pid() != server


@pytest.mark.full
def test_a_process_killed_while_it_makes_the_cluster_leaves_no_half(cluster: Cluster) -> None:
    first = cluster.start_user()
    wait_until(lambda: list(cluster.data_dir.glob("*/new-*/base")))
    first.kill()
    assert query(cluster.url(), "SELECT 1") == [(1,)]
    assert not list(cluster.folder.glob("new-*"))


@pytest.mark.parametrize("pid_is_in_use_again", [False, True])
@pytest.mark.full
def test_a_killed_server_comes_back_at_the_same_address(
    cluster: Cluster, pid_is_in_use_again: bool
) -> None:
    url = cluster.url()
    query(url, "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(cluster.server_pid(), signal.SIGKILL)
    innocent = cluster.users[0]
    if pid_is_in_use_again:
        wait_until(lambda: not cluster.runs())
        sockets = cluster.folder / "sockets"
        for path in (cluster.folder / "data/postmaster.pid", *sockets.glob(".*.lock")):
            _, *others = path.read_text().splitlines()
            path.write_text("\n".join([str(innocent.pid), *others, ""]))
        assert cluster.command("stop").returncode == 1
    assert cluster.url() == url
    assert query(url, "SELECT answer FROM kept") == [(42,)]
    assert innocent.poll() is None


@pytest.mark.full
def test_a_server_that_recovers_from_a_crash_is_waited_for(cluster: Cluster) -> None:
    url = cluster.url()
    with closing(psycopg2.connect(url)) as victim, closing(psycopg2.connect(url)) as witness:
        os.kill(victim.info.backend_pid, signal.SIGKILL)
        # An OperationalError, or its parent where the connection breaks before it is told why.
        with witness.cursor() as cursor, pytest.raises(psycopg2.DatabaseError):
            cursor.execute("SELECT pg_sleep(600)")
    assert cluster.url() == url
    assert query(url, "SELECT 1") == [(1,)]


@pytest.mark.full
def test_it_starts_again_after_everything_was_killed(cluster: Cluster) -> None:
    url = cluster.url()
    query(url, "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 42 AS answer")
    helpers = query(url, "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    for pid in (cluster.keeper_pid(), cluster.server_pid(), cluster.users[0].pid):
        os.kill(pid, signal.SIGKILL)
    for (pid,) in helpers:
        with suppress(ProcessLookupError):  # it notices by itself that the server is gone
            os.kill(pid, signal.SIGKILL)
    assert query(cluster.url(), "SELECT answer FROM kept") == [(42,)]


@pytest.mark.full
def test_a_folder_for_sockets_that_others_may_enter_is_not_used(cluster: Cluster) -> None:
    cluster.url()
    cluster.command("stop")
    opened = (cluster.folder / "sockets").resolve()
    opened.chmod(0o777)
    try:
        assert query(cluster.url(), "SELECT 1") == [(1,)]
        assert (cluster.folder / "sockets").resolve() != opened
    finally:
        opened.rmdir()


@pytest.mark.parametrize("prefix", possible_users())
@pytest.mark.full
def test_any_user_can_have_it_in_any_path(prefix: Sequence[str], tmp_path: Path) -> None:
    folder = tmp_path / "Página de prueba" / ("con un camino largo " * 8) / "ñandú's"
    folder.mkdir(parents=True)
    if prefix == AS_ORDINARY_USER:
        os.chown(folder, NOBODY, NOBODY)
    cluster = Cluster(folder / "postgres", prefix)
    modes = [path.stat().st_mode for path in folder.parents]
    try:
        url = cluster.url()
        query(url, "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(cluster.server_pid(), signal.SIGKILL)
        assert cluster.url() == url
        assert not prefix or (cluster.folder / "data").stat().st_uid == NOBODY
        assert cluster.command("stop").returncode == 0
        assert query(cluster.url(), "SELECT answer FROM kept") == [(42,)]
    finally:
        cluster.end()
    assert modes == [path.stat().st_mode for path in folder.parents]


@pytest.mark.full
def test_each_major_version_has_its_own_cluster(tmp_path: Path) -> None:
    urls = []
    for binaries in possible_binaries():
        cluster = Cluster(tmp_path, PG_BINDIR=str(binaries))
        try:
            urls.append(cluster.url())
            ((version,),) = query(urls[-1], "SHOW server_version_num")
            major = str(int(version) // 10000)
            assert (tmp_path / major / "data/PG_VERSION").read_text().strip() == major
        finally:
            cluster.end()
    assert len(set(urls)) == len(urls)


def test_the_named_binaries_are_used_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for binaries in possible_binaries():
        monkeypatch.setenv("PG_BINDIR", str(binaries))
        assert find_binaries() == binaries
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(EmbeddedPostgresError, match="PG_BINDIR"):
        find_binaries()
