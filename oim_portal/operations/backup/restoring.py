"""Restoring a backup: into a second database and folder, compared, then switched over if asked."""

import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from oim_portal.settings.upload_limits import RENDITIONS

from . import databases, disk_space, files, programs, tables
from .errors import BackupError
from .making import DUMP, FORM, MANIFEST, MEDIA


@dataclass
class Restored:
    """A restored backup: a database and a media folder of its own, next to those of the portal."""

    database: str
    media: Path
    manifest: dict
    differing_media: list[str] = field(default_factory=list)  # sentences; empty when all is equal

    def discard(self) -> None:
        """Delete both."""
        databases.drop(self.database)
        shutil.rmtree(self.media, ignore_errors=True)


def read_manifest(folder: Path) -> dict:
    """Return the manifest of the backup in `folder`; raise BackupError without one."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder} holds no backup: {error}") from error
    if manifest["form"] != FORM:
        raise BackupError(f"{folder} was made by another version of the portal.")
    return manifest


def restore_beside(folder: Path, despite_media: bool = False) -> Restored:
    """Restore a backup into a new database and a new folder, and compare everything.

    Every table by number of rows and content, every sequence, every file by its digest. Raises
    BackupError with all differences, and leaves nothing behind. With `despite_media`, differing
    files are listed in the result instead.
    """
    manifest = read_manifest(folder)
    refuse_newer_dump(manifest)
    media = Path(settings.MEDIA_ROOT).resolve()
    disk_space.refuse_without_room(folder / DUMP, folder / MEDIA, media)
    if files.digest(folder / DUMP) != manifest["dump"]:
        raise BackupError(f"{folder / DUMP} is not the file that the backup wrote.")
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    name = f"{connection.settings_dict['NAME']}_restored_{stamp}"
    restored = Restored(name, media.with_name(f"{media.name}.restored.{stamp}"), manifest)
    try:
        databases.create(name)
        programs.run("pg_restore", *OPTIONS, str(folder / DUMP), database=name)
        files.copy(folder / MEDIA, restored.media, settings.FILE_UPLOAD_PERMISSIONS)
        open_renditions(restored.media)
        compare(restored, despite_media)
    except BaseException:
        restored.discard()
        raise
    return restored


OPTIONS = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")


def open_renditions(media: Path) -> None:
    """Let nginx, which is another user, read renditions by name.

    The other media stay as closed as the umask has made them, as after deploy/install.
    """
    for folder in (media, media / RENDITIONS):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o751)


def refuse_newer_dump(manifest: dict) -> None:
    """Raise BackupError for a dump of a newer server, which PostgreSQL cannot restore."""
    connection.ensure_connection()
    ours, theirs = connection.pg_version // 10_000, manifest["postgresql"]
    if theirs > ours:
        raise BackupError(
            f"The backup is of PostgreSQL {theirs}, and the server here is {ours}, which cannot "
            f"read it: restore on a system with PostgreSQL {theirs} or newer. Nothing was done."
        )


def compare(restored: Restored, despite_media: bool) -> None:
    """Raise BackupError with all differences from the manifest, or record which files differ."""
    with databases.cursor(restored.database) as cursor:
        of_tables = tables.differences(restored.manifest, tables.contents(cursor))
    of_media = files.differences(restored.manifest["media"], files.digests(restored.media))
    if of_tables or (of_media and not despite_media):
        told = "\n".join(of_tables + of_media)
        # The option is named only if it would help.
        hint = "" if of_tables else "\nTo go on with the files as they are, add --despite-media."
        raise BackupError(f"What was restored is not what was kept:\n{told}{hint}")
    restored.differing_media = of_media


def switch(restored: Restored) -> tuple[str, Path | None]:
    """Replace the portal by the restored backup; return the former database and media folder.

    Its tables are first migrated to this release, while the portal still runs. Media that are not
    part of the backup stay where they are, and None is returned for them. All sessions are ended:
    those that ended since the backup would be valid again. Raises BackupError, or a DatabaseError;
    then the portal is unchanged, and nothing is left behind.
    """
    try:
        bring_up_to_date(restored.database)
        return take_place(restored)
    except BaseException:
        restored.discard()
        raise


def bring_up_to_date(database: str) -> None:
    with databases.connected_to(database):
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Exception as error:
            raise BackupError(
                "The tables of the backup cannot be brought to those of this release; the portal "
                f"is as it was:\n{error}"
            ) from error
    with databases.cursor(database) as cursor:
        cursor.execute("TRUNCATE django_session")


def take_place(restored: Restored) -> tuple[str, Path | None]:
    current = connection.settings_dict["NAME"]
    former = restored.database.replace("_restored_", "_before_")
    if restored.manifest.get("media_elsewhere"):
        databases.exchange(current, former, restored.database)
        shutil.rmtree(restored.media)  # empty
        return former, None
    media = Path(settings.MEDIA_ROOT).resolve()
    former_media = media.with_name(restored.media.name.replace(".restored.", ".before."))
    if media.exists():
        media.rename(former_media)
    restored.media.rename(media)
    try:
        databases.exchange(current, former, restored.database)
    except BaseException:
        media.rename(restored.media)
        if former_media.exists():
            former_media.rename(media)
        raise
    return former, former_media
