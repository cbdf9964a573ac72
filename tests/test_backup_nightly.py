"""What the office is told of the backup of each night."""

import configparser
import re

import pytest
from django.core import mail
from django.core.management import call_command

from oim_portal.operations import health

from .backup_site import ROOT, Site
from .database_copy import database_copy

pytestmark = pytest.mark.django_db
LAST = "SELECT ok, detail FROM operations_jobrun WHERE name = 'backup'"


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), database_copy("nightly") as url:
        yield Site(url, tmp_path_factory.mktemp("site"))


def test_a_backup_by_hand_does_not_turn_the_report_green(site):
    done = site.manage("backup", site.var / "before-upgrade")
    assert done.returncode == 0, done.stderr
    assert site.sql(LAST) == []


def test_a_nightly_backup_that_is_on_this_machine_only_does_not_turn_the_report_green(site):
    done = site.run("deploy/backup", RESTIC_REPOSITORY="")
    assert done.returncode == 0, done.stderr
    assert "the backup stays on this machine" in done.stderr
    ((ok, detail),) = site.sql(LAST)
    assert not ok
    assert detail == "Solo está en esta máquina, y se perdería con ella: falta otro lugar."
    assert (site.var / "backup" / "latest" / "manifest.json").exists()


@pytest.mark.full
def test_what_was_never_backed_up_cannot_be_reported_as_kept(site, tmp_path):
    done = site.manage("backup_kept", tmp_path)
    assert "holds no backup" in done.stderr


def test_a_failed_backup_is_told_by_mail_and_in_the_report(settings):
    settings.ADMINS = [("Portal", "sistemas@example.org")]
    health.record("backup", ok=True)
    call_command("backup_failed")
    (message,) = mail.outbox
    assert message.to == ["sistemas@example.org"]
    assert "La copia de seguridad de la noche falló" in message.subject
    assert "journalctl -u portal-backup" in message.body
    (backup,) = [job for job in health.jobs() if job.name == "backup"]
    assert not backup.is_well


def test_the_service_of_the_backup_tells_when_it_fails():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(ROOT / "deploy" / "systemd" / "portal-backup.service")
    told_by = ROOT / "deploy" / "systemd" / unit["Unit"]["OnFailure"]
    assert "manage.py backup_failed" in told_by.read_text()


def test_the_service_hears_of_a_first_backup_by_the_file_that_the_script_writes():
    script = (ROOT / "deploy" / "backup").read_text()
    (written,) = re.findall(r"echo FIRST_BACKUP=yes >(\S+)", script)
    unit = (ROOT / "deploy" / "systemd" / "portal-backup.service").read_text()
    assert f"EnvironmentFile=-{written}\n" in unit
