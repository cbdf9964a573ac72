"""The nightly backup with restic itself: kept elsewhere, found again, never begun anew."""

import json
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ..backup_site import ROOT, Site
from ..database_copy import database_copy

pytestmark = pytest.mark.django_db
LAST = "SELECT ok, detail FROM operations_jobrun WHERE name = 'backup'"


class Night(Site):
    """A portal with settings on the server, and a place for restic."""

    def __init__(self, url, folder):
        super().__init__(url, folder / "var")
        self.etc, self.store = folder / "etc", folder / "store"
        self.etc.mkdir()
        (self.etc / "environment").write_text("PORTAL_SECRET_KEY=x")
        (self.etc / "environment.local").write_text("PORTAL_MEDIA_STORE=y")

    def environment(self):
        return super().environment() | {
            "PORTAL_ETC": str(self.etc),
            "RESTIC_REPOSITORY": str(self.store),
            "RESTIC_PASSWORD": "of this test",
            "RESTIC_CACHE_DIR": str(self.var / "cache"),
        }

    def backup_now(self, **more):
        return self.run("deploy/backup", **more)

    def forget_report(self):
        self.sql("DELETE FROM operations_jobrun WHERE name = 'backup'")


@pytest.fixture(scope="module")
def night(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), database_copy("restic") as url:
        made = Night(url, tmp_path_factory.mktemp("night"))
        done = made.backup_now(FIRST_BACKUP="yes")
        assert done.returncode == 0, done.stderr
        yield made


def test_what_was_kept_is_whole_when_it_comes_back_with_the_settings(night, tmp_path):
    assert night.sql(LAST)[0][0]
    done = night.run("restic", "restore", "latest", "--target", str(tmp_path))
    assert done.returncode == 0, done.stderr
    done = night.manage("restore", f"{tmp_path}{night.var}/backup/latest")
    assert "2 files are equal" in done.stdout, done.stderr
    for name in ("environment", "environment.local"):
        assert (tmp_path / str(night.etc)[1:] / name).exists()


def test_without_its_password_a_backup_says_so_and_what_was_kept_stays(night):
    night.forget_report()
    done = night.backup_now(RESTIC_PASSWORD="lost")
    assert done.returncode != 0
    assert "whether the password is: /etc/portal/restic" in done.stderr
    assert night.sql(LAST) == []
    assert night.run("restic", "snapshots").returncode == 0


def test_a_lock_of_a_run_that_was_killed_does_not_stop_later_ones(night):
    process = subprocess.Popen(
        ["restic", "backup", "--stdin"],
        cwd=ROOT,
        env=night.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    limit = time.monotonic() + 30
    # A file whose name is its digest is whole.
    while not list((night.store / "locks").glob("?" * 64)):
        assert time.monotonic() < limit
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert "is already locked" in night.run("restic", "prune").stderr
    done = night.backup_now()
    assert done.returncode == 0, done.stderr


def test_a_place_that_lets_nothing_be_deleted_is_left_to_whoever_looks_after_it(night):
    def kept() -> int:
        return len(json.loads(night.run("restic", "snapshots", "--json").stdout))

    before = kept()
    done = night.backup_now(FORGET="no", KEEP_DAILY="1", KEEP_WEEKLY="1", KEEP_MONTHLY="1")
    assert done.returncode == 0, done.stderr
    assert kept() == before + 1


def test_what_was_kept_with_other_files_is_forgotten_all_the_same(night):
    (night.etc / "environment.local").unlink()
    assert night.backup_now(KEEP_DAILY="1", KEEP_WEEKLY="1", KEEP_MONTHLY="1").returncode == 0
    listed = json.loads(night.run("restic", "snapshots", "--tag", "portal", "--json").stdout)
    assert len(listed) == 1


def test_a_repository_that_has_vanished_is_told_and_no_new_one_made(night):
    kept = night.store.rename(night.store.with_name("elsewhere"))
    night.forget_report()
    done = night.backup_now()
    was_made_anew = night.store.exists()
    if not was_made_anew:  # for the tests below
        kept.rename(night.store)
    assert done.returncode != 0
    assert "Is there a repository" in done.stderr
    assert "sudo deploy/backup --first" in done.stderr
    assert not was_made_anew
    assert night.sql(LAST) == []


def test_a_snapshot_of_a_time_to_come_pushes_no_good_one_out(night):
    marked = ["restic", "backup", "--quiet", "--host", "portal", "--tag", "portal"]
    ahead = night.run(*marked, "--time", "2040-01-01 00:00:00", str(night.etc))
    assert ahead.returncode == 0, ahead.stderr
    before = set(snapshots(night))
    done = night.backup_now(KEEP_DAILY="1", KEEP_WEEKLY="1", KEEP_MONTHLY="1")
    assert done.returncode == 0, done.stderr
    assert "A backup of a time to come is in the store" in done.stderr
    assert before < set(snapshots(night))
    (wrong,) = [number for number, time_ in snapshots(night).items() if time_ > "2039"]
    assert night.run("restic", "forget", wrong).returncode == 0
    done = night.backup_now(KEEP_DAILY="1", KEEP_WEEKLY="1", KEEP_MONTHLY="1")
    assert "a time to come" not in done.stderr
    assert len(snapshots(night)) == 1


def snapshots(night) -> dict[str, str]:
    """Return the time of each snapshot by its number."""
    listed = json.loads(night.run("restic", "snapshots", "--json").stdout)
    return {each["id"]: each["time"] for each in listed}


def test_somebody_elsewhere_is_told_of_each_backup_that_arrived(night):
    asked = []

    class Watch(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Watch) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/portal"
        done = night.backup_now(PING_URL=address)
        assert done.returncode == 0, done.stderr
        assert night.backup_now(PING_URL=address, RESTIC_PASSWORD="wrong").returncode != 0
        server.shutdown()
    assert asked == ["/portal"]
    done = night.backup_now(PING_URL=address)
    assert done.returncode == 0
    assert "does not answer; the backup itself is well" in done.stderr
