"""deploy/check says and mails in plain words what is wrong; of the certificate: operations/."""

import json
import os
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from deploy.checks import data, findings, mail, services, site
from oim_portal.operations import health

from .installed_server import DEPLOY, Machine

SETTINGS = """PORTAL_URL=https://portal.example.org
DATABASE_URL=postgres://%2Fvar%2Frun%2Fpostgresql/portal
PORTAL_MAIL_SERVER='smtp://user:p&ss@mail.example.org'
PORTAL_MAIL_FROM=portal@portal.example.org
PORTAL_ERROR_MAIL=it@example.org, also@example.org
"""
# As systemd answers where all runs; files of the test name what does not.
SYSTEMD = """
unit="${!#}"
case "$1" in
    is-active) [ ! -e "$ROOT/down/$unit" ] ;;
    is-failed) [ -e "$ROOT/failed/$unit" ] ;;
    list-units) [ -e "$ROOT/down/postgresql" ] || echo "postgresql@15-main.service loaded active" ;;
esac
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A server on which all is well, as far as files and systemd tell."""
    made = Machine(tmp_path)
    made.stand_in("systemctl", SYSTEMD)
    made.write("etc/environment", SETTINGS)
    kept = "RESTIC_REPOSITORY='sftp:backup@example.org:/portal'\nPASSWORD_KEPT=In the safe\n"
    made.write("etc/restic", kept)
    made.write("backups/latest/manifest.json", "{}")
    unwell(made, [])
    monkeypatch.setenv("ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    for name in ("ETC", "VAR", "OPT", "BACKUPS"):
        monkeypatch.setattr(findings, name, tmp_path / name.lower())
        monkeypatch.setattr(data, name, tmp_path / name.lower(), raising=False)
    monkeypatch.setattr(services, "SYSTEMD", tmp_path)
    monkeypatch.setattr(data, "FOLDERS", [tmp_path, tmp_path / "none"])
    monkeypatch.setattr(data, "LEAST", 0)
    return made


def unwell(machine: Machine, jobs: list[dict]) -> None:
    """Let the portal say that these jobs are not well."""
    machine.write("opt/current/deploy/said.json", json.dumps(jobs))
    manage = machine.write("opt/current/deploy/manage", '#!/bin/bash\ncat "${0%/*}/said.json"\n')
    manage.chmod(0o755)


def speak(english: bool, monkeypatch) -> None:
    for module in (findings, data):
        monkeypatch.setattr(module, "ENGLISH", english)


@pytest.fixture
def look(machine, capsys, monkeypatch):
    """Return what is wrong, in one of the languages."""

    def run(english: bool = True) -> list[str]:
        speak(english, monkeypatch)
        found = findings.Findings()
        for each in (services.services, data.room, data.backup, data.jobs, mail.mail):
            each(found)
        lines = capsys.readouterr().out.splitlines()
        bad = [line.split(maxsplit=1)[1] for line in lines if not line.startswith("  ok ")]
        assert bad == found.bad
        return bad

    return run


def test_nothing_is_told_where_all_is_well(look):
    assert look() == []
    assert look(english=False) == []


def test_a_service_that_is_down_and_a_timer_whose_run_failed_are_told(machine, look):
    machine.write("down/portal-worker", "")
    machine.write("failed/portal-backup", "")
    worker, backup = look()
    assert worker == "portal-worker does not run; see: journalctl -u portal-worker -n 50"
    assert backup.startswith("The last run of portal-backup failed")


def test_a_timer_that_was_stopped_is_told_though_nothing_has_failed(machine, look):
    for name in ("portal-backup", "portal-check"):
        machine.write(f"down/{name}.timer", "")
    assert look() == [
        "portal-backup.timer is stopped: systemctl start portal-backup.timer",
        "portal-check.timer is stopped: systemctl start portal-check.timer",
    ]


def test_every_timer_of_the_portal_is_looked_at():
    assert {"portal-backup", "portal-check", "portal-publish"} <= set(services.TIMERS)


def test_every_service_that_always_runs_is_looked_at():
    units = (DEPLOY / "systemd").glob("*.service")
    always = {path.stem for path in units if "[Install]" in path.read_text("utf-8")}
    assert set(services.SERVICES) == {"nginx", *always}


def test_a_dead_database_is_told_unless_it_is_on_another_machine(machine, look):
    machine.write("down/postgresql", "")
    assert look() == ["PostgreSQL does not run; see: pg_lsclusters, /var/log/postgresql/"]
    machine.write("etc/environment.local", "DATABASE_URL=postgres://p@10.0.0.21/portal?a=1&b=2\n")
    assert look() == []


def test_mail_that_failed_is_told_with_what_the_mail_server_said(machine, look):
    unwell(machine, [{"label": "Correo", "succeeded_at": "", "detail": "SMTPException: no"}])
    said = "Correo: falló o está atrasado; última vez en orden: nunca. SMTPException: no"
    assert look(english=False) == [said]


def test_a_portal_that_cannot_be_asked_about_its_jobs_is_told(machine, look):
    machine.write("opt/current/deploy/manage", "#!/bin/bash\nexit 1\n")
    assert look() == ["The portal could not be asked about its jobs: deploy/manage unwell_jobs"]


def test_a_disk_that_fills_is_told_before_it_is_full(look, monkeypatch):
    monkeypatch.setattr(data, "LEAST", 10**9)
    (told,) = look()
    assert "Make room before it is full." in told


def test_backups_that_are_late_missing_or_here_alone_are_told(machine, look):
    (machine.root / "etc" / "restic").unlink()
    manifest = machine.root / "backups" / "latest" / "manifest.json"
    two_days_ago = time.time() - 48 * 3600
    os.utime(manifest, (two_days_ago, two_days_ago))
    late, here = look()
    assert late == "The last backup is 48 hours old; see: journalctl -u portal-backup"
    assert here == (
        "Backups stay on this machine only: fill in /etc/portal/restic, "
        "then run sudo deploy/backup --first."
    )
    machine.write("etc/restic", "RESTIC_REPOSITORY=/mnt/copias\nPASSWORD_KEPT=\n")
    assert look()[1].endswith("PASSWORD_KEPT in /etc/portal/restic.")
    (machine.root / "etc" / "restic").unlink()
    manifest.unlink()
    assert look() == ["No backup was ever made: systemctl start portal-backup"]


def test_a_backup_of_a_time_to_come_is_no_good_one(machine, look):
    manifest = machine.root / "backups" / "latest" / "manifest.json"
    ahead = time.time() + 400 * 24 * 3600
    os.utime(manifest, (ahead, ahead))
    (told,) = look()
    assert told.startswith("The last backup is of a time that has not come yet")


def test_a_server_from_which_no_mail_leaves_is_not_well(machine, look):
    machine.write("etc/environment.local", "PORTAL_MAIL_SERVER=\n")
    (told,) = look()
    assert told.startswith("No mail leaves: neither alarms nor invitations nor new passwords.")
    machine.write("etc/environment.local", "PORTAL_ERROR_MAIL=\n")
    assert look() == ["Alarms reach nobody: PORTAL_ERROR_MAIL is missing."]


def test_a_version_that_is_installed_and_does_not_run_yet_is_told(machine, monkeypatch, capsys):
    monkeypatch.setattr(site, "OPT", machine.root / "opt")
    monkeypatch.setattr(findings, "ENGLISH", True)
    machine.write("opt/current/oim_portal/__init__.py", '__version__ = "1.2.0"\n')
    found = findings.Findings()
    site.version(found, '{"ready": true, "version": "1.2.0"}')
    assert found.bad == []
    assert "Version 1.2.0 is installed (current)." in capsys.readouterr().out
    site.version(found, '{"ready": true, "version": "1.1.0"}')
    assert "the former one still runs" in found.bad[0]


def test_where_nothing_is_installed_or_it_is_run_by_somebody_else_it_says_so():
    done = subprocess.run(
        [sys.executable, "-B", DEPLOY / "check", "--english"], capture_output=True, text=True
    )
    assert done.returncode == 1
    installed = Path("/etc/portal/environment").exists()
    assert installed or "run deploy/install" in done.stdout or "Run it as root" in done.stderr


@pytest.mark.django_db
def test_the_portal_names_the_jobs_that_failed_or_are_late_in_the_language_asked_for():
    def said(language: str) -> dict[str, dict]:
        text = StringIO()
        call_command("unwell_jobs", "--language", language, stdout=text)
        return {job["label"]: job for job in json.loads(text.getvalue())}

    for job in health.jobs():
        health.record(job.name, ok=True)
    assert said("en") == {}
    health.record("mail", ok=False, detail="SMTPException: no")
    assert said("en")["Mail"]["detail"] == "SMTPException: no"
    (job,) = said("es").values()
    assert job["label"] == "Correo"
    assert job["succeeded_at"]
