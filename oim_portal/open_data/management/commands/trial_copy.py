"""`trial_copy`: make a copy of a backup for trials, without people's data."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from oim_portal.open_data.trial_copy import take_people_away
from oim_portal.operations.backup import databases
from oim_portal.operations.backup.errors import BackupError
from oim_portal.operations.backup.making import make, summary
from oim_portal.operations.backup.restoring import bring_up_to_date, restore_beside


class Command(BaseCommand):
    help = (
        "Restore a backup beside the portal, take people's data out of it (accounts, records,"
        " notes, drafts, names, addresses, pictures of people), and write what is left, for"
        " `restore --switch --trial` on a machine for trials. Changes nothing of the portal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("folder", type=Path, help="where the copy is written")

    def handle(self, *args, backup: Path, folder: Path, **options) -> None:
        try:
            restored = restore_beside(backup.resolve())
            try:
                bring_up_to_date(restored.database)
                with databases.connected_to(restored.database):
                    take_people_away(restored.media)
                    manifest = make(folder.resolve(), restored.media, trial=True)
            finally:
                restored.discard()
        except (BackupError, OSError, Error) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{folder}: {summary(manifest)}. A copy for trials: it takes no backup's place."
        )
