"""`backup`: write database and media of one moment to a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from oim_portal.operations.backup.errors import BackupError
from oim_portal.operations.backup.making import make, summary


class Command(BaseCommand):
    help = (
        "Write database and media to a folder, replacing the backup that is there. The folder is "
        "neither encrypted nor anywhere else: deploy/backup hands it to restic."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        try:
            manifest = make(folder.resolve())
        except (BackupError, OSError, Error) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{folder}: {summary(manifest)}.")
