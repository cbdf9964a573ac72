"""`backup_kept`: record a completed nightly backup in the health report."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oim_portal.operations import health
from oim_portal.operations.backup.errors import BackupError
from oim_portal.operations.backup.making import summary
from oim_portal.operations.backup.restoring import read_manifest


class Command(BaseCommand):
    help = "Note for the report on health that a backup was kept: the last step of deploy/backup."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--only-here", action="store_true", help="it stays on this machine: there is no restic"
        )

    def handle(self, *args, folder, only_here, **options):
        try:
            told = summary(read_manifest(folder.resolve()))
        except BackupError as error:
            raise CommandError(str(error)) from error
        if only_here:
            # A backup on the same disk does not protect against the loss of the disk.
            told = _("It is on this machine only, and would be lost with it: name another place.")
        health.record("backup", ok=not only_here, detail=told)
