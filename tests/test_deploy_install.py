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
KEEP_RELEASES=3
for part in "$here"/parts/*.sh; do . "$part"; done
has_systemd() { true; }
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
