"""An upgrade by deploy/install: the switch, the way back, backups, static files."""

import os
import subprocess

import pytest

from .installed_server import ANSWERS, Machine


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "a server")


# Neither nginx nor systemd: what becomes of them is told by what the application answers.
WITHOUT = "put_units() { :; }; put_nginx() { :; }; "
BACK = WITHOUT + "go_back"
UPGRADE = 'read_answers "$etc/answers.conf"; release=$opt/releases/new; take_over'
# Says what the release that is current says, in files of the test.
ANSWERING = """
case "$*" in
    */es/) cat "$ROOT/opt/current/front-page" ;;
    */health/ready) cat "$ROOT/opt/current/ready" ;;
    *) exit 7 ;;
esac
"""
WELL = {"front-page": "200", "ready": '{"ready": false, "checks": {"migrations": "ok"}}'}


@pytest.fixture
def releases(machine):
    """Three releases that are well, of which the second runs; the third is to be installed."""
    machine.write("etc/answers.conf", ANSWERS)
    machine.stand_in("curl", ANSWERING)
    for name in ("first", "second", "new"):
        for file, text in WELL.items():
            machine.write(f"opt/releases/{name}/{file}", text)
    for name in ("first", "second"):
        machine.run(f'switch_to "$opt/releases/{name}"')
    return machine


def running(machine) -> tuple[str, str]:
    """Return which release runs, and to which one `--back` would lead."""
    return tuple((machine.root / "opt" / name).readlink().name for name in ("current", "previous"))


def test_an_upgrade_leads_on_and_back_to_the_release_before_it(releases):
    assert running(releases) == ("second", "first")
    assert releases.run(WITHOUT + UPGRADE).returncode == 0
    assert running(releases) == ("new", "second")
    back = releases.run(BACK)
    assert "From new back to second" in back.stdout


NOT_WELL = {
    "does not start": ("front-page", "000"),
    "shows no page": ("front-page", "503"),
    "lacks tables": ("ready", '{"ready": false, "checks": {"migrations": "2 not applied"}}'),
}


@pytest.mark.parametrize("what", NOT_WELL)
def test_a_release_that_is_not_well_makes_way_for_the_one_before(releases, what):
    file, text = NOT_WELL[what]
    releases.write(f"opt/releases/new/{file}", text)
    failed = releases.run(WITHOUT + UPGRADE)
    assert failed.returncode == 1
    assert "back on second" in failed.stderr
    assert running(releases)[0] == "second"
    back = releases.run(BACK)
    assert back.returncode == 1
    assert "already back: new did not run" in back.stderr
    assert running(releases)[0] == "second"


@pytest.mark.parametrize("part", ["put_nginx", "put_units", "restart"])
def test_whatever_fails_after_the_switch_ends_with_the_former_release(releases, part):
    fails = f'{part}() {{ [ ! -e "$opt/current/fails" ]; }}\n'
    releases.write("opt/releases/new/fails", "")
    failed = releases.run(WITHOUT + fails + UPGRADE)
    assert "back on second" in failed.stderr
    assert running(releases)[0] == "second"


def test_it_is_told_when_the_former_release_does_not_answer_either(releases):
    for name in ("second", "new"):
        releases.write(f"opt/releases/{name}/front-page", "503")
    failed = releases.run(WITHOUT + UPGRADE)
    assert "second was put back, and does not answer either" in failed.stderr


def test_after_a_release_that_failed_the_next_one_leads_back_to_what_ran(releases):
    releases.write("opt/releases/new/front-page", "503")
    releases.run(WITHOUT + UPGRADE)
    for file, text in WELL.items():
        releases.write(f"opt/releases/newer/{file}", text)
    assert releases.run(WITHOUT + UPGRADE.replace("/new;", "/newer;")).returncode == 0
    assert running(releases) == ("newer", "second")


def test_a_first_release_that_fails_has_nothing_to_make_way_for(machine):
    machine.write("etc/answers.conf", ANSWERS)
    machine.stand_in("curl", "exit 7")
    (machine.root / "opt" / "releases" / "new").mkdir()
    failed = machine.run(WITHOUT + UPGRADE)
    assert "The new release does not run." in failed.stderr
    assert "see: journalctl -u portal-web" in failed.stderr
    assert "there is no release before this one" in machine.run(BACK).stderr


# Writes what a backup is, with the name of the release that made it; `broken` has no packages.
BACKING_UP = """#!/bin/bash
[ "$1" != -B ] || { [ ! -e "${0%/.venv*}/broken" ]; exit; }
[ "$2" = backup ] || exit 0
[ ! -e "$ROOT/full" ] || { echo "no room" >&2; exit 1; }
mkdir -p "$3"; basename "$PWD" >"$3/manifest.json"
"""


@pytest.fixture
def upgrade(releases):
    """Return what does the part of an upgrade from the second release that concerns backups."""
    releases.write("etc/environment", "")
    releases.write("etc/environment.local", "")
    for name in ("first", "second", "new"):
        releases.write(f"opt/releases/{name}/.venv/bin/python", BACKING_UP).chmod(0o755)
    start = "release=$opt/releases/new WITHOUT_BACKUP=no; "

    def run(script: str = "back_up; migrate") -> subprocess.CompletedProcess:
        return releases.run(start + script)

    return run


def backups(machine) -> dict[str, str]:
    """Return which backups there are, and the release that made each."""
    manifests = (machine.root / "backups").glob("*/manifest.json")
    return {path.parent.name: path.read_text().strip() for path in manifests}


def test_a_backup_before_an_upgrade_has_the_name_of_the_release_that_is_left(releases, upgrade):
    assert upgrade().returncode == 0
    assert backups(releases) == {"before-upgrade-second": "second"}
    # The very database is named to whoever goes back.
    shown = releases.run(f"WITHOUT_BACKUP=no; {WITHOUT} {UPGRADE}; go_back").stdout
    assert f"{releases.root}/backups/before-upgrade-second" in shown


RESTORING = '#!/bin/bash\n[ ! -e "$ROOT/spoilt" ] && echo "${PWD##*/} $*" >"$ROOT/restored"\n'


def test_the_way_back_names_migrations_and_takes_the_database_along_only_if_asked(
    releases, upgrade
):
    releases.write("opt/releases/new/pages/migrations/0002_more.py", "")
    releases.write("opt/releases/second/deploy/manage", RESTORING).chmod(0o755)
    releases.write("cache/a-page", "of after the upgrade")
    without = releases.run(f"{WITHOUT} {UPGRADE}; go_back --with-database")
    assert "there is no backup of the database as second left it" in without.stderr
    assert running(releases)[0] == "new"
    back = releases.run(BACK)
    assert "    pages/migrations/0002_more.py\n" in back.stdout
    assert "The database cannot go back with it" in back.stdout
    assert not (releases.root / "restored").exists()

    assert upgrade().returncode == 0
    forward = f"WITHOUT_BACKUP=no; {WITHOUT} {UPGRADE}; "
    assert "deploy/install --back --with-database" in releases.run(forward + "go_back").stdout
    releases.write("spoilt", "")
    failed = releases.run(forward + "go_back --with-database")
    assert "the database was not taken back, and new goes on" in failed.stderr
    assert running(releases)[0] == "new"
    (releases.root / "spoilt").unlink()
    assert releases.run(WITHOUT + "go_back --with-database").returncode == 0
    assert running(releases)[0] == "second"
    assert f"restore {releases.root}/backups/before-upgrade-second --switch" in releases.read(
        "restored"
    )
    assert list((releases.root / "cache").iterdir()) == []
    assert releases.read("opt/migrated") == "second\n"


def test_an_archive_that_is_not_as_its_digest_says_is_not_run(machine):
    machine.write("made/portal-1.2.0/deploy/install", '#!/bin/bash\necho "installs with: $*"\n')
    (machine.root / "made/portal-1.2.0/deploy/install").chmod(0o755)
    pack = (
        'cd "$ROOT/made"; tar -czf portal-1.2.0.tar.gz portal-1.2.0; '
        "sha256sum portal-1.2.0.tar.gz >SHA256SUMS"
    )
    assert machine.run(pack).returncode == 0
    install = 'install_from "$ROOT/made/portal-1.2.0.tar.gz" answers.conf'
    assert machine.run(install).stdout == "installs with: answers.conf\n"
    with (machine.root / "made" / "portal-1.2.0.tar.gz").open("ab") as archive:
        archive.write(b"more")
    refused = machine.run(install)
    assert refused.returncode == 1
    assert "is not what SHA256SUMS says" in refused.stderr
    assert "installs" not in refused.stdout
    (machine.root / "made" / "SHA256SUMS").unlink()
    assert "SHA256SUMS of the release is missing" in machine.run(install).stderr
    assert "neither an archive nor a tag" in machine.run("install_from v9.9.9").stderr
    assert list((machine.root / "opt").glob(".from*")) == []


PACKAGES = """
mkdir -p "$3/bin"
for each in pip python; do echo '#!/bin/bash' >"$3/bin/$each"; chmod +x "$3/bin/$each"; done
"""


def test_the_release_that_runs_installs_itself_anew_without_what_was_made_of_it(machine):
    """As after a change of the answers. Static files of root could not be replaced."""
    machine.write("opt/releases/second/oim_portal/__init__.py", '__version__ = "1.2.0"\n')
    machine.write("opt/releases/second/static/portal.css", "of root")
    machine.stand_in("python3", PACKAGES)
    machine.stand_in("install", 'mkdir -p "${@: -1}"')
    script = "source_dir=$opt/releases/second; manage() { :; }; put_static() { :; }; make_release"
    told = machine.run(f'{script}; trap - EXIT; cd "$release"; echo static/*; echo oim_portal/*')
    assert told.stdout.endswith("-1.2.0\nstatic/*\noim_portal/__init__.py\n"), told.stderr


def test_an_upgrade_that_stopped_half_way_keeps_the_backup_of_the_tables_before_it(
    releases, upgrade
):
    upgrade()
    kept = releases.write("backups/before-upgrade-second/manifest.json", "as it was")
    again = upgrade()
    assert "before-upgrade-second, from before it, stays" in again.stdout
    assert kept.read_text() == "as it was"
    assert backups(releases)["before-upgrade-second-again"] == "second"


def test_the_next_upgrade_from_a_release_that_runs_makes_a_new_backup(releases, upgrade):
    upgrade()
    kept = releases.write("backups/before-upgrade-second/manifest.json", "as it was")
    releases.write("opt/migrated", "second\n")
    upgrade()
    assert kept.read_text().strip() == "second"


def test_the_three_newest_backups_of_upgrades_are_kept_and_all_others_left_alone(releases, upgrade):
    for turn, name in enumerate(("before-upgrade", "before-upgrade-z", "before-upgrade-a")):
        manifest = releases.write(f"backups/{name}/manifest.json", "older")
        os.utime(manifest.parent, (turn, turn))
    os.utime(releases.write("backups/latest/manifest.json", "nightly").parent, (0, 0))
    upgrade()
    names = {"latest", "before-upgrade-z", "before-upgrade-a", "before-upgrade-second"}
    assert set(backups(releases)) == names


def test_where_the_former_python_is_gone_the_new_release_makes_the_backup(releases, upgrade):
    releases.write("opt/releases/second/broken", "")
    told = upgrade()
    assert "The Python of second does not start" in told.stdout
    assert backups(releases) == {"before-upgrade-second": "new"}


def test_without_a_backup_an_upgrade_stops_unless_it_is_told_not_to_make_one(releases, upgrade):
    releases.write("full", "")
    stopped = upgrade()
    assert stopped.returncode == 1
    assert "sudo deploy/install --without-backup" in stopped.stderr
    assert not (releases.root / "opt" / "migrated").exists()
    assert upgrade("WITHOUT_BACKUP=yes; back_up; migrate").returncode == 0
    assert backups(releases) == {}


def test_after_an_upgrade_of_debian_the_database_that_is_in_use_is_started(machine):
    clusters = "15 main 5432 down postgres\n17 main 5433 online postgres\n"
    machine.stand_in("pg_lsclusters", f"printf '{clusters}'")
    machine.stand_in("pg_ctlcluster", '[ "$3" != status ] && echo "$*" >>"$ROOT/done"')
    machine.stand_in("pg_createcluster", "exit 1")
    machine.stand_in("psql", "echo 1")
    assert machine.run("make_database").returncode == 0
    assert machine.read("done") == "15 main start\n"


def test_static_files_of_all_releases_stand_beside_each_other_each_of_them_whole(machine):
    machine.write("var/static/css/portal.0123456789ab.css", "former")
    machine.write("var/static/css/portal.css", "former")
    machine.write("var/static/.new/half", "of an installation that was cut off")
    # Cut off by a full disk, under the name that browsers keep for a year.
    machine.write("var/static/css/portal.ba9876543210.css", "body {")
    new = {
        "css/portal.ba9876543210.css": "body {}",
        "css/portal.css": "body {}",
        "img/a name.svg": "<svg/>",
    }
    for name, text in new.items():
        machine.write(f"opt/releases/new/static/{name}", text)
    assert machine.run("release=$opt/releases/new; put_static").returncode == 0
    folder = machine.root / "var" / "static"
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == {*new, "css/portal.0123456789ab.css"}
    assert {name: (folder / name).read_text() for name in new} == new
    assert not (folder / ".new").exists()


def test_a_disk_that_is_full_leaves_static_files_as_they_were(machine):
    kept = machine.write("var/static/css/portal.css", "former")
    machine.write("opt/releases/new/static/css/portal.css", "new")
    machine.stand_in("cp", "exit 1")
    stopped = machine.run("release=$opt/releases/new; put_static")
    assert (stopped.returncode, kept.read_text()) == (1, "former")
    assert "no room for static files" in stopped.stderr
