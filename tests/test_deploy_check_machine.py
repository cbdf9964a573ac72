"""deploy/check on the machine: its clock, its updates, its age, misspelt settings, leftovers."""

import os
from datetime import date

import pytest

from deploy.checks import findings, machine, services

from .installed_server import Machine

KNOWN = "PORTAL_URL=\nPORTAL_SECURITY_CONTACT=\n"
SYSTEMD = '[ "$1 $3" != "is-active logrotate.timer" ] || [ ! -e "$ROOT/never-rotated" ]'


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A machine on which all is well."""
    made = Machine(tmp_path)
    made.stand_in("systemctl", SYSTEMD)
    made.stand_in("timedatectl", 'cat "$ROOT/clock"')
    made.stand_in("journalctl", '[ ! -e "$ROOT/killed" ] || echo "Out of memory: Killed process 7"')
    made.write("clock", "yes\n")
    made.write("apt/20auto-upgrades", 'APT::Periodic::Unattended-Upgrade "1";\n')
    made.write("os-release", 'ID=debian\nVERSION_ID="13"\n')
    made.write("etc/environment", "PORTAL_URL=https://portal.example.org\nPORTAL_WORKERS=2\n")
    made.write("opt/current/.env.example", KNOWN)
    made.write("backups/.restored", "")
    monkeypatch.setenv("ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    for name in ("ETC", "VAR", "OPT", "BACKUPS"):
        monkeypatch.setattr(machine, name, tmp_path / name.lower())
    for name, path in {"SYSTEM": "os-release", "REBOOT": "reboot", "KERNEL": "vmlinuz"}.items():
        monkeypatch.setattr(machine, name, tmp_path / path)
    monkeypatch.setattr(machine, "UPDATES", tmp_path / "apt")
    monkeypatch.setattr(machine, "SYSTEMD", tmp_path)
    for module in (findings, services):
        monkeypatch.setattr(module, "ENGLISH", True, raising=False)
    return made


def told() -> list[str]:
    found = findings.Findings()
    machine.machine(found)
    return found.bad


def test_a_machine_that_is_well_gives_no_cause_for_mail(server):
    assert told() == []


def without_updates(server):
    (server.root / "apt" / "20auto-upgrades").unlink()


def never_tried(server):
    (server.root / "backups" / ".restored").unlink()


def long_not_tried(server):
    os.utime(server.root / "backups" / ".restored", (0, 0))


TROUBLES = {
    "Nothing sets the clock": lambda server: server.write("clock", "no\n"),
    "Logs are not rotated": lambda server: server.write("never-rotated", ""),
    "Memory ran out": lambda server: server.write("killed", ""),
    "Nobody installs Debian's security corrections": without_updates,
    "A correction waits for the machine to restart": lambda server: server.write("reboot", ""),
    "Nothing reads PORTAL_SECURTY_CONTACT": lambda server: server.write(
        "etc/environment.local", "PORTAL_SECURTY_CONTACT=a@example.org\n"
    ),
    "For more than 90 days nobody has tried": long_not_tried,
    "For more than 90 days": never_tried,
}


@pytest.mark.parametrize("says", TROUBLES)
def test_each_trouble_is_told_alone_with_what_to_do(server, says):
    TROUBLES[says](server)
    (line,) = told()
    assert line.startswith(says)


def test_the_end_of_debian_is_a_note_before_it_comes_and_a_fault_afterwards(server, capsys):
    def look(day: date) -> list[str]:
        found = findings.Findings()
        machine.age(found, day)
        return found.bad

    assert look(date(2029, 1, 1)) == []
    assert capsys.readouterr().out == ""
    assert look(date(2030, 3, 1)) == []
    assert "Upgrade Debian before 2030-06-30" in capsys.readouterr().out
    (line,) = look(date(2030, 7, 1))
    assert "has not been corrected since 2030-06-30" in line


def test_what_a_restoration_left_is_a_note(server, capsys):
    server.write("var/media.before.20260101000000/images/a.jpg", "")
    assert told() == []
    assert "media.before.20260101000000" in capsys.readouterr().out
