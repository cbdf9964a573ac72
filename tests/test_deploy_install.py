"""deploy/install, part by part, in folders of the test; only a server is stood in for."""

import os
import subprocess
from pathlib import Path

import pytest

from deploy.environment import read

DEPLOY = Path(__file__).parents[1] / "deploy"
START = """
set -euo pipefail
opt=$ROOT/opt etc=$ROOT/etc var=$ROOT/var nginx=$ROOT/nginx here=$DEPLOY source_dir=$DEPLOY/..
KEEP_RELEASES=3 KEEP_BACKUPS=3 PATIENCE=1
for part in "$here"/parts/*.sh; do . "$part"; done
has_systemd() { true; }
put_units() { :; }
put_nginx() { :; }
"""
STANDS_IN = {
    # Another user, and systemd, are not to be had in a test.
    "runuser": 'shift 3; exec "$@"',
    "chown": 'echo "chown $*" >>"$ROOT/done"',
    "systemctl": 'echo "systemctl $*" >>"$ROOT/done"',
}


class Machine:
    """Folders of a server below one of the test's own, and what is run in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("opt/releases", "etc", "var", "bin"):
            (root / name).mkdir(parents=True)
        for name, script in STANDS_IN.items():
            self.stand_in(name, script)

    def stand_in(self, name: str, script: str) -> None:
        self.write(f"bin/{name}", f"#!/bin/bash\n{script}\n").chmod(0o755)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess:
        """Run some of the installation's functions, without a terminal."""
        paths = {"ROOT": str(self.root), "DEPLOY": str(DEPLOY)}
        search = f"{self.root / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-c", START + script],
            env=paths | {"PATH": search, "HOME": str(self.root)} | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "a server")


ANSWERS = "HOST=portal.example.org\nMAIL=it@example.org\n"


def test_the_mail_folder_that_sudo_sets_is_nobodys_e_mail_address(machine):
    asked = machine.run("read_answers", HOST="elsewhere.example.org", MAIL="/var/mail/root")
    assert "HOST is missing in the answers" in asked.stderr
    file = machine.write("answers.conf", ANSWERS)
    done = machine.run(f"read_answers '{file}'; echo $HOST $MAIL", MAIL="/var/mail/root")
    assert done.stdout == "portal.example.org it@example.org\n"


def test_answers_are_text_whatever_signs_they_hold_and_stay_for_the_next_time(machine):
    server = "smtp://user:p&a$s;s`w#rd@mail.example.org:587/?tls=yes&x=1"
    file = machine.write("answers.conf", ANSWERS + f"MAIL_SERVER={server}\n")
    assert machine.run(f"read_answers '{file}'").returncode == 0
    assert machine.run('read_answers; printf %s "$MAIL_SERVER"').stdout == server
    assert (machine.root / "etc" / "answers").stat().st_mode & 0o777 == 0o600
    assert not (machine.root / "etc" / "answers.new").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("HOST=not a host", "'not a host' is no host name"),
        ("MAIL=/var/mail/root", "'/var/mail/root' is no e-mail address"),
        ("MAIL_SERVER=smtp://it's", "MAIL_SERVER holds a quotation mark"),
        ("LISTEN=here", "LISTEN: 'here' is no address"),
        ("UPSTREAM=10.0.0.11", "UPSTREAM: '10.0.0.11' is no host with its port"),
        ("LISTEN=10.0.0.11\nPURGE_FROM=all", "PURGE_FROM: 'all' is no address or network"),
        ("PURGE_FROM=10.0.0.12", "PURGE_FROM needs LISTEN"),
    ],
)
def test_an_answer_that_cannot_be_is_told_at_once(machine, line, says):
    file = machine.write("answers.conf", ANSWERS + line)
    stopped = machine.run(f"read_answers '{file}'")
    assert (stopped.returncode, says in stopped.stderr) == (1, True)


SETTINGS = r"""# It's a comment; so is the next
; A=1
DATABASE_URL=postgres://portal:p$w@/portal?host=10.0.0.21,10.0.0.22&target_session_attrs=read-write
SINGLE='with spaces, $HOME and "quotes" '
DOUBLE="a \"quoted\" word, \$5 and $HOME"
 SPACED = some words   
ESCAPED=a\&b
EMPTY=
JOINED='one'" two"
NOT#A=setting
export SHELL_ONLY=1
HASH=a#b # c
"""  # noqa: W291 what follows the value is no part of it
HAS = {
    "DATABASE_URL": "postgres://portal:p$w@/portal?host=10.0.0.21,10.0.0.22"
    "&target_session_attrs=read-write",
    "SINGLE": 'with spaces, $HOME and "quotes" ',
    "DOUBLE": 'a "quoted" word, $5 and $HOME',
    "SPACED": "some words",
    "ESCAPED": "a&b",
    "EMPTY": "",
    "JOINED": "one two",
    "HASH": "a#b # c",
}


def test_files_of_settings_are_read_as_systemd_reads_them():
    assert read(SETTINGS) == HAS


def test_commands_have_the_settings_that_services_have(machine):
    machine.write("etc/environment", SETTINGS)
    machine.write("etc/environment.local", "EMPTY=no more\n")
    python = machine.write("opt/releases/a/.venv/bin/python", "#!/bin/bash\nenv --null\n")
    python.chmod(0o755)
    shown = machine.run("release=$opt/releases/a; manage check")
    assert shown.stderr == ""
    has = dict(line.split("=", 1) for line in shown.stdout.split("\0") if line)
    assert {name: has.get(name) for name in HAS} == HAS | {"EMPTY": "no more"}
    assert "SHELL_ONLY" not in has


SECRETS = {"environment": 0o640, "environment.local": 0o640, "restic": 0o600, "answers": 0o600}


def test_restic_is_run_with_the_settings_of_the_nightly_backup():
    script = (DEPLOY / "restic").read_text("utf-8")
    service = (DEPLOY / "systemd" / "portal-backup.service").read_text("utf-8")
    for setting in ("/etc/portal/restic", "RESTIC_CACHE_DIR=/var/lib/portal/restic-cache"):
        assert setting in script
        assert setting in service


def test_secrets_are_read_by_nobody_whom_they_do_not_concern(machine):
    restic = machine.write("etc/restic", "RESTIC_PASSWORD=mine\n")
    restic.chmod(0o640)  # as earlier installations left it
    file = machine.write("answers.conf", ANSWERS)
    assert machine.run(f"read_answers '{file}'; write_environment").returncode == 0
    modes = {name: (machine.root / "etc" / name).stat().st_mode & 0o777 for name in SECRETS}
    assert modes == SECRETS
    assert f"chown root:root {restic}" in machine.read("done")
    assert restic.read_text() == "RESTIC_PASSWORD=mine\n"


def test_a_repeated_installation_keeps_the_key_that_signs_sessions(machine):
    file = machine.write("answers.conf", ANSWERS)
    keys = set()
    for _turn in range(2):
        machine.run(f"read_answers '{file}'; write_environment")
        keys.add(read(machine.read("etc/environment"))["PORTAL_SECRET_KEY"])
    assert len(keys) == 1
    assert len(keys.pop()) >= 50


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
    assert releases.run(UPGRADE).returncode == 0
    assert running(releases) == ("new", "second")
    back = releases.run("go_back")
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
    failed = releases.run(UPGRADE)
    assert failed.returncode == 1
    assert "back on second" in failed.stderr
    assert running(releases)[0] == "second"
    back = releases.run("go_back")
    assert back.returncode == 1
    assert "already back: new did not run" in back.stderr
    assert running(releases)[0] == "second"


@pytest.mark.parametrize("part", ["put_nginx", "put_units", "restart"])
def test_whatever_fails_after_the_switch_ends_with_the_former_release(releases, part):
    fails = f'{part}() {{ [ ! -e "$opt/current/fails" ]; }}\n'
    releases.write("opt/releases/new/fails", "")
    failed = releases.run(fails + UPGRADE)
    assert "back on second" in failed.stderr
    assert running(releases)[0] == "second"


def test_it_is_told_when_the_former_release_does_not_answer_either(releases):
    for name in ("second", "new"):
        releases.write(f"opt/releases/{name}/front-page", "503")
    failed = releases.run(UPGRADE)
    assert "second was put back, and does not answer either" in failed.stderr


def test_after_a_release_that_failed_the_next_one_leads_back_to_what_ran(releases):
    releases.write("opt/releases/new/front-page", "503")
    releases.run(UPGRADE)
    for file, text in WELL.items():
        releases.write(f"opt/releases/newer/{file}", text)
    assert releases.run(UPGRADE.replace("/new;", "/newer;")).returncode == 0
    assert running(releases) == ("newer", "second")


def test_a_first_release_that_fails_has_nothing_to_make_way_for(machine):
    machine.write("etc/answers.conf", ANSWERS)
    machine.stand_in("curl", "exit 7")
    (machine.root / "opt" / "releases" / "new").mkdir()
    failed = machine.run(UPGRADE)
    assert "The new release does not run." in failed.stderr
    assert "see: journalctl -u portal-web" in failed.stderr
    assert "there is no release before this one" in machine.run("go_back").stderr


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
    manifests = (machine.root / "var" / "backup").glob("*/manifest.json")
    return {path.parent.name: path.read_text().strip() for path in manifests}


def test_a_backup_before_an_upgrade_has_the_name_of_the_release_that_is_left(releases, upgrade):
    assert upgrade().returncode == 0
    assert backups(releases) == {"before-upgrade-second": "second"}
    # The very database is named to whoever goes back.
    shown = releases.run(f"WITHOUT_BACKUP=no; {UPGRADE}; go_back").stdout
    assert f"{releases.root}/var/backup/before-upgrade-second" in shown


def test_an_upgrade_that_stopped_half_way_keeps_the_backup_of_the_tables_before_it(
    releases, upgrade
):
    upgrade()
    kept = releases.write("var/backup/before-upgrade-second/manifest.json", "as it was")
    again = upgrade()
    assert "before-upgrade-second, from before it, stays" in again.stdout
    assert kept.read_text() == "as it was"
    assert backups(releases)["before-upgrade-second-again"] == "second"


def test_the_next_upgrade_from_a_release_that_runs_makes_a_new_backup(releases, upgrade):
    upgrade()
    kept = releases.write("var/backup/before-upgrade-second/manifest.json", "as it was")
    releases.write("opt/migrated", "second\n")
    upgrade()
    assert kept.read_text().strip() == "second"


def test_the_three_newest_backups_of_upgrades_are_kept_and_all_others_left_alone(releases, upgrade):
    for turn, name in enumerate(("before-upgrade", "before-upgrade-z", "before-upgrade-a")):
        manifest = releases.write(f"var/backup/{name}/manifest.json", "older")
        os.utime(manifest.parent, (turn, turn))
    os.utime(releases.write("var/backup/latest/manifest.json", "nightly").parent, (0, 0))
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


def environment(machine, answers: str) -> dict[str, str]:
    """Return what services have after an installation with these answers."""
    file = machine.write("answers.conf", answers)
    assert machine.run(f"read_answers '{file}'; write_environment").returncode == 0
    return read(machine.read("etc/environment"))


def servers(machine) -> str:
    """Return nginx's configuration of the machine, without what is the same everywhere."""
    machine.stand_in("nginx", 'echo "nginx version: nginx/1.22.1" >&2')
    render = 'certificate=c certificate_key=k; render_nginx "$here/.." "$nginx" "$nginx"'
    done = machine.run(f'load_answers "$etc/answers"; {render}')
    assert done.returncode == 0, done.stderr
    return machine.read("nginx/http.conf") + machine.read("nginx/servers.conf")


def test_one_server_is_reached_by_itself_alone(machine):
    has = environment(machine, ANSWERS)
    assert has["PORTAL_LISTEN"] == "127.0.0.1"
    assert has["PORTAL_TRUSTED_PROXIES"] == "127.0.0.1"
    assert has["PORTAL_CACHE_URL"] == "http://127.0.0.1:8003"
    text = servers(machine)
    assert "    server 127.0.0.1:8001 max_fails=0;\n" in text
    assert "    listen 127.0.0.1:8003;\n    server_name _;\n    allow 127.0.0.1;\n    deny" in text


def test_several_hosts_are_named_in_the_answers_and_in_nothing_that_is_written_anew(machine):
    hosts = "LISTEN=10.0.0.11\nUPSTREAM=10.0.0.11:8001 10.0.0.12:8001\nPURGE_FROM=10.0.0.12\n"
    has = environment(machine, ANSWERS + hosts)
    assert has["PORTAL_LISTEN"] == "10.0.0.11"
    assert has["PORTAL_TRUSTED_PROXIES"] == "127.0.0.1,10.0.0.11"
    assert has["PORTAL_CACHE_URL"] == "http://10.0.0.11:8003"
    text = servers(machine)
    for host in ("10.0.0.11", "10.0.0.12"):
        assert f"server {host}:8001 max_fails=1 fail_timeout=5s;" in text
    assert "listen 10.0.0.11:8003;" in text
    assert "allow 127.0.0.1;\n    allow 10.0.0.11; allow 10.0.0.12;\n    deny all;" in text


def test_there_are_as_many_workers_as_the_machine_has_processors_now(machine):
    machine.stand_in("nproc", 'cat "$ROOT/processors"')
    for number in ("2", "8"):
        machine.write("processors", number)
        assert environment(machine, ANSWERS)["PORTAL_WORKERS"] == number
