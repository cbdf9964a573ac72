"""Backups are whole, restored ones are compared, and only an equal one takes the portal's place."""

import json
import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from oim_portal.operations.backup import files, making, tables
from oim_portal.operations.backup.errors import BackupError

from .backup_site import TITLE, Site
from .database_copy import database_copy
from .s3_server import bucket

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def copy(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), database_copy("backup") as url:
        yield url


@pytest.fixture(scope="module")
def site(copy, tmp_path_factory):
    made = Site(copy, tmp_path_factory.mktemp("Sitio ñ"))
    done = made.manage("backup", made.backup)
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.full
def test_a_backup_is_restored_beside_the_portal_compared_and_taken_away(site):
    done = site.manage("restore", site.backup)
    assert done.returncode == 0, done.stderr
    assert "2 files are equal" in done.stdout
    assert site.databases_beside() == set()
    assert sorted(path.name for path in site.var.iterdir()) == ["backup", "test-media"]


def test_a_backup_lists_every_table_with_its_rows_and_every_file(site):
    manifest = json.loads((site.backup / "manifest.json").read_text())
    ((pages,),) = site.sql("SELECT count(*) FROM pages_basepage")
    assert manifest["tables"]["public.pages_basepage"][0] == pages
    assert set(manifest["media"]) == {"images/foto ñandú.jpg", "documents/x/plan.pdf"}


def test_nobody_else_may_read_a_backup(site):
    assert site.backup.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("media/documents/x/plan.pdf", "documents/x/plan.pdf has changed"),
        pytest.param(
            *("database.dump", "is not the file that the backup wrote"), marks=pytest.mark.full
        ),
    ],
)
def test_a_backup_that_was_changed_is_refused_and_leaves_nothing(site, part, said):
    path = site.backup / part
    kept = path.read_bytes()
    path.unlink()  # a second name of the portal's own file: that one must stay as it is
    path.write_bytes(kept[:-1] + b"?")
    try:
        done = site.manage("restore", site.backup, "--switch")
    finally:
        path.write_bytes(kept)
    assert done.returncode != 0
    assert said in done.stderr
    assert site.databases_beside() == set()
    assert site.sql(TITLE) == [("Nuestra Misión",)]


@pytest.mark.full
def test_a_row_that_a_restore_would_lose_is_told(site):
    path = site.backup / "manifest.json"
    kept = path.read_text()
    manifest = json.loads(kept)
    rows, _digest = manifest["tables"]["public.pages_basepage"]
    manifest["tables"]["public.pages_basepage"][0] = rows + 1
    path.write_text(json.dumps(manifest))
    try:
        done = site.manage("restore", site.backup)
    finally:
        path.write_text(kept)
    assert f"public.pages_basepage has {rows} rows, not {rows + 1}" in done.stderr
    assert site.databases_beside() == set()


def test_what_is_done_to_a_file_of_the_portal_does_not_reach_its_backup(site):
    """A hole in the portal may write to what the portal stores, and not to what is kept of it."""
    picture = site.media / "images" / "foto ñandú.jpg"
    kept = site.backup / "media" / "images" / picture.name
    before = kept.read_bytes()
    with picture.open("r+b") as file:
        file.write(b"encrypted")
    assert kept.read_bytes() == before
    picture.write_bytes(before)


def test_a_file_that_has_not_changed_takes_room_in_one_backup_only(tmp_path):
    media = tmp_path / "media"
    media.mkdir()
    for name in ("same.jpg", "changed.jpg"):
        (media / name).write_bytes(b"a picture")
    files.copy_missing(media, tmp_path / "first")
    (media / "changed.jpg").write_bytes(b"others pic")
    files.copy_missing(media, tmp_path / "second", [tmp_path / "none", tmp_path / "first"])
    first, second = files.digests(tmp_path / "first"), files.digests(tmp_path / "second")
    assert second == files.digests(media) != first
    numbers = {path.stat().st_ino for path in tmp_path.glob("*/same.jpg")}
    assert len(numbers) == 2  # the portal's own, and one for both backups


def test_what_is_no_file_of_the_portal_is_not_kept(tmp_path):
    """Whoever may write to media must not have the backup read what only the backup may."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "id_ed25519").write_text("key")
    media = tmp_path / "media"
    media.mkdir()
    (media / "own.jpg").write_bytes(b"a picture")
    (media / "file.jpg").symlink_to(tmp_path / "secret" / "id_ed25519")
    (media / "folder").symlink_to(tmp_path / "secret")
    os.mkfifo(media / "endless.jpg")
    files.copy_missing(media, tmp_path / "kept")
    assert set(files.digests(tmp_path / "kept")) == {"own.jpg"}
    (tmp_path / "leads").symlink_to(tmp_path / "secret")
    with pytest.raises(BackupError, match="leads elsewhere"):
        files.copy_missing(tmp_path / "leads", tmp_path / "others")


@pytest.mark.full
def test_a_backup_for_which_there_is_no_room_is_not_begun_and_leaves_nothing(site):
    before = sorted(path.name for path in site.var.iterdir())
    film = site.media / "film.mp4"
    film.touch()
    os.truncate(film, shutil.disk_usage(site.var).free)  # sparse: it takes no room here
    try:
        done = site.manage("backup", site.var / "large")
    finally:
        film.unlink()
    assert "There is too little room" in done.stderr
    assert sorted(path.name for path in site.var.iterdir()) == before


def test_a_backup_that_fails_leaves_nothing_on_the_disk_but_the_former_one(site):
    before = sorted(path.name for path in site.var.iterdir())
    manifest = (site.backup / "manifest.json").read_text()
    (site.media / "images" / "large.jpg").write_bytes(b"a picture" * 10_000)
    limited = ["bash", "-c", 'ulimit -f 64 && exec "$@"', "bash", sys.executable, "manage.py"]
    try:
        done = site.run(*limited, "backup", str(site.backup))
    finally:
        (site.media / "images" / "large.jpg").unlink()
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in site.var.iterdir()) == before
    assert (site.backup / "manifest.json").read_text() == manifest


@pytest.mark.full
def test_a_folder_with_something_else_is_never_overwritten(site, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    done = site.manage("backup", tmp_path)
    assert "holds something that is no backup" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.full
def test_a_backup_that_was_interrupted_leaves_the_former_one_and_the_next_run_clears_up(site):
    folder, former = site.var / "night", site.var / ".night.former"
    # Killed between the two names, or while the next one was being written.
    shutil.copytree(site.backup, former)
    (site.var / ".night.unfinished").mkdir()
    assert site.manage("backup", folder).returncode == 0
    assert (folder / "manifest.json").exists()
    # Killed while the former one was being deleted: it is no backup any more.
    former.mkdir()
    (former / "database.dump").write_bytes(b"half")
    assert site.manage("backup", folder).returncode == 0
    assert (folder / "manifest.json").exists()
    assert [path.name for path in site.var.glob("*night*")] == ["night"]


def test_a_backup_names_the_release_that_made_it(site, settings):
    manifest = json.loads((site.backup / "manifest.json").read_text())
    assert manifest["release"] == ""  # of a checkout
    settings.BASE_DIR = Path("/opt/portal/releases/20261128101500-fa10d76")
    assert making.release() == "20261128101500-fa10d76"


@pytest.mark.full
def test_a_backup_is_of_one_moment_while_people_work(site, tmp_path):
    ended = threading.Event()
    written = []

    def work():
        while not ended.is_set():
            site.sql("INSERT INTO taggit_tag (name, slug) SELECT t, t FROM random() t")
            written.append(1)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        done = site.manage("backup", tmp_path / "busy")
    finally:
        ended.set()
        worker.join()
    assert done.returncode == 0, done.stderr
    assert written
    done = site.manage("restore", tmp_path / "busy")
    assert done.returncode == 0, done.stderr


@pytest.mark.full
def test_the_restored_takes_the_place_of_what_was_lost_which_is_kept(site):
    site.sql("UPDATE pages_basepage SET draft_title = 'Perdida' WHERE slug = 'mision'")
    site.sql("INSERT INTO django_session VALUES ('k', 'open since long ago', now() + '1 day')")
    (site.media / "documents" / "x" / "plan.pdf").unlink()
    done = site.manage("backup", site.var / "later")
    assert done.returncode == 0, done.stderr

    strict = ["bash", "-c", 'umask 027 && exec "$@"', "bash", sys.executable, "manage.py"]
    done = site.run(*strict, "restore", str(site.backup), "--switch")

    assert done.returncode == 0, done.stderr
    assert site.sql(TITLE) == [("Nuestra Misión",)]
    assert (site.media / "documents" / "x" / "plan.pdf").read_bytes() == b"%PDF-1.7"
    # Of another user, nginx reads renditions, and nothing else.
    for name, mode in {".": 0o751, "images": 0o751, "documents": 0o750}.items():
        assert (site.media / name).stat().st_mode & 0o777 == mode
    assert (site.media / "images" / "foto ñandú.jpg").stat().st_mode & 0o777 == 0o644
    (former,) = site.databases_beside()
    assert former in done.stdout
    (media,) = site.var.glob("test-media.before.*")
    assert not (media / "documents" / "x" / "plan.pdf").exists()

    done = site.manage("restore", site.var / "later", "--switch")
    assert done.returncode == 0, done.stderr
    assert site.sql(TITLE) == [("Perdida",)]
    assert site.sql("SELECT * FROM django_session") == []
    site.drop(site.databases_beside())


def test_every_kind_of_difference_is_told():
    before = {"tables": {"a": [1, "x"], "b": [1, "x"], "c": [1, "x"]}, "sequences": {"s": 5}}
    after = {"tables": {"a": [2, "x"], "b": [1, "y"], "d": [1, "x"]}, "sequences": {"s": 4}}
    assert tables.differences(before, after) == [
        "a has 2 rows, not 1.",
        "b has as many rows (1), but other content.",
        "c is missing.",
        "d is not in the backup.",
        "s stands at 4, not at 5.",
    ]
    assert tables.differences(before, before) == []
    assert files.differences({"a": "1", "b": "1"}, {"a": "2", "c": "1"}) == [
        "b is missing.",
        "c is not in the backup.",
        "a has changed.",
    ]


@pytest.mark.full
def test_media_in_an_object_storage_stay_there_and_the_backup_says_so(site, tmp_path):
    with bucket(tmp_path / "log") as store:
        elsewhere = {"PORTAL_MEDIA_STORE": store.setting}
        folder = site.var / "without-media"
        done = site.manage("backup", folder, **elsewhere)
        assert "0 files, media left in their object storage" in done.stdout, done.stderr
        # Files that lie here all the same are nobody's to take away.
        before = files.digests(site.media)
        done = site.manage("restore", "--switch", folder, **elsewhere)
        assert "Media are not in it" in done.stdout, done.stderr
        assert files.digests(site.media) == before
        # A backup of the time before: its files are brought in by hand.
        done = site.manage("restore", site.backup, **elsewhere)
        assert "store_media" in done.stdout, done.stderr
    site.drop(site.databases_beside())
