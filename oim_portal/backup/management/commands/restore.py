"""`restore`: a backup is tried beside the portal, and takes its place when that is asked for."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from oim_portal.backup import scratch
from oim_portal.backup.errors import BackupError
from oim_portal.backup.making import media_are_here
from oim_portal.backup.restoring import restore_beside, switch


class Command(BaseCommand):
    help = (
        "Restore a backup into a database and a folder of its own, compare every table and every "
        "file with what was kept, and take both away again. With --switch they take the portal's "
        "place; what was there is kept under another name."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--switch", action="store_true", help="replace the portal by the backup"
        )

    def handle(self, *args, folder, **options):
        try:
            if options["switch"]:
                # It is looked at again later; who waits in vain should hear of it now.
                scratch.refuse_strangers(connection.settings_dict["NAME"])
            restored = restore_beside(folder.resolve())
            manifest = restored.manifest
            by = f" by release {manifest['release']}" if manifest.get("release") else ""
            self.stdout.write(
                f"The backup of {manifest['made']}{by} is whole: "
                f"{len(manifest['tables'])} tables and "
                f"{len(manifest['media'])} files are equal."
            )
            if options["switch"]:
                database, media = switch(restored)
                kept = f"database {database}" + (f", media {media}" if media else "")
                self.stdout.write(
                    "It is the portal now, and everybody is signed out. What was there before: "
                    f"{kept}. Delete it when all is well."
                )
            if manifest.get("media_elsewhere"):
                self.stdout.write("Media are not in it: they are where the bucket keeps them.")
            elif not media_are_here():
                self.stdout.write(
                    "The portal reads media from an object storage, but those of the backup are "
                    "files: after --switch, `manage.py store_media` brings in what is missing."
                )
            if not options["switch"]:
                restored.discard()
        except (BackupError, OSError, Error) as error:
            raise CommandError(str(error)) from error
