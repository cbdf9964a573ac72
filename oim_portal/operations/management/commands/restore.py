"""`restore`: restore a backup next to the portal, compare it, and switch to it if asked."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from oim_portal.operations.backup import databases
from oim_portal.operations.backup.errors import BackupError
from oim_portal.operations.backup.making import media_are_here
from oim_portal.operations.backup.restoring import Restored, read_manifest, restore_beside, switch


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
        parser.add_argument(
            "--trial", action="store_true", help="switch to a copy for trials, without accounts"
        )
        parser.add_argument(
            "--despite-media",
            action="store_true",
            help="list files that are not as they were kept, and go on; tables have to be equal",
        )

    def handle(self, *args, folder, **options):
        try:
            if options["switch"] and not options["trial"]:
                refuse_copy_for_trials(folder.resolve())
            self.restore(folder.resolve(), options["switch"], options["despite_media"])
        except (BackupError, OSError, Error) as error:
            raise CommandError(str(error)) from error

    def restore(self, folder: Path, asked_to_switch: bool, despite_media: bool) -> None:
        if asked_to_switch:
            # Checked again later; this early check avoids a useless copy of gigabytes.
            databases.refuse_other_roles(connection.settings_dict["NAME"])
        restored = restore_beside(folder, despite_media)
        self.tell(restored)
        if asked_to_switch:
            database, media = switch(restored)
            kept = f"database {database}" + (f", media {media}" if media else "")
            self.stdout.write(
                "It is the portal now, and everybody is signed out. What was there before: "
                f"{kept}. Delete it when all is well."
            )
        self.tell_of_storage(restored.manifest)
        if not asked_to_switch:
            restored.discard()

    def tell(self, restored: Restored) -> None:
        manifest = restored.manifest
        by = f" by release {manifest['release']}" if manifest.get("release") else ""
        of = f"The backup of {manifest['made']}{by}"
        tables, files = len(manifest["tables"]), len(manifest["media"])
        if restored.differing_media:
            self.stdout.write(
                f"{of}: {tables} tables are equal, and {len(restored.differing_media)} of "
                f"{files} files are not as they were kept:"
            )
            self.stdout.write("\n".join(restored.differing_media))
        else:
            self.stdout.write(f"{of} is whole: {tables} tables and {files} files are equal.")

    def tell_of_storage(self, manifest: dict) -> None:
        if manifest.get("media_elsewhere"):
            self.stdout.write("Media are not in it: they are where the bucket keeps them.")
        elif not media_are_here():
            self.stdout.write(
                "The portal reads media from an object storage, but those of the backup are "
                "files: after --switch, `manage.py store_media` brings in what is missing."
            )


def refuse_copy_for_trials(folder: Path) -> None:
    if read_manifest(folder).get("trial"):
        raise BackupError(
            f"{folder} is a copy for trials, without people's data: no backup. It would take the "
            "place of all accounts, drafts and versions. On a machine for trials, add --trial."
        )
