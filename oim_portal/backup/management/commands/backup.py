"""`backup`: database and media of one moment, in a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from oim_portal import health
from oim_portal.backup.errors import BackupError
from oim_portal.backup.making import make


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
        except (BackupError, OSError) as error:
            health.record("backup", ok=False, detail=str(error)[:200])
            raise CommandError(str(error)) from error
        rows = sum(count for count, _digest in manifest["tables"].values())
        told = f"{len(manifest['tables'])} tables with {rows} rows, {len(manifest['media'])} files"
        if manifest["media_elsewhere"]:
            told += ", media left in their object storage"
        health.record("backup", ok=True, detail=told)
        self.stdout.write(f"{folder}: {told}.")
