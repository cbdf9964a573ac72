"""A backup is restored beside the portal, compared, and then, if asked for, put in its place."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from . import files, programs, scratch, tables
from .errors import BackupError
from .making import DUMP, FORM, MANIFEST, MEDIA


@dataclass
class Restored:
    """A backup that stands beside the portal: a database and a folder of media of its own."""

    database: str
    media: Path
    manifest: dict

    def discard(self) -> None:
        """Take it away again."""
        scratch.drop(self.database)
        shutil.rmtree(self.media, ignore_errors=True)


def read_manifest(folder: Path) -> dict:
    """Return the manifest of the backup in `folder`; raise BackupError if there is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder} holds no backup: {error}") from error
    if manifest["form"] != FORM:
        raise BackupError(f"{folder} was made by another version of the portal.")
    return manifest


def restore_beside(folder: Path) -> Restored:
    """Restore a backup into a new database and a new folder, and compare all of it.

    Every table by number of rows and content, every sequence, every file by its digest. Raises
    BackupError with everything that differs, and leaves nothing behind.
    """
    manifest = read_manifest(folder)
    if files.digest(folder / DUMP) != manifest["dump"]:
        raise BackupError(f"{folder / DUMP} is not the file that the backup wrote.")
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    media = Path(settings.MEDIA_ROOT).resolve()
    name = f"{connection.settings_dict['NAME']}_restored_{stamp}"
    restored = Restored(name, media.with_name(f"{media.name}.restored.{stamp}"), manifest)
    try:
        scratch.create(name)
        programs.run("pg_restore", *OPTIONS, str(folder / DUMP), database=name)
        files.copy(folder / MEDIA, restored.media)
        told = compare(restored)
    except BaseException:
        restored.discard()
        raise
    if told:
        restored.discard()
        raise BackupError("What was restored is not what was kept:\n" + "\n".join(told))
    return restored


OPTIONS = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")


def compare(restored: Restored) -> list[str]:
    """Return a sentence for everything that differs from the manifest."""
    with scratch.cursor(restored.database) as cursor:
        told = tables.differences(restored.manifest, tables.contents(cursor))
    return told + files.differences(restored.manifest["media"], files.digests(restored.media))


def switch(restored: Restored) -> tuple[str, Path | None]:
    """Put what was restored in the portal's place; return where the former database and media are.

    Media that the backup left where they were stay there, and None is told of them. Everybody is
    signed out: sessions that ended since the backup would be open again.
    """
    with scratch.cursor(restored.database) as cursor:
        cursor.execute("TRUNCATE django_session")
    current = connection.settings_dict["NAME"]
    former = restored.database.replace("_restored_", "_before_")
    if restored.manifest.get("media_elsewhere"):
        exchange(restored, current, former)
        shutil.rmtree(restored.media)  # empty
        return former, None
    media = Path(settings.MEDIA_ROOT).resolve()
    former_media = media.with_name(restored.media.name.replace(".restored.", ".before."))
    if media.exists():
        media.rename(former_media)
    restored.media.rename(media)
    try:
        exchange(restored, current, former)
    except BaseException:
        media.rename(restored.media)
        if former_media.exists():
            former_media.rename(media)
        shutil.rmtree(restored.media, ignore_errors=True)
        raise
    return former, former_media


def exchange(restored: Restored, current: str, former: str) -> None:
    """Give the portal's name to the restored database; when that fails, take it away again."""
    connection.close()
    try:
        scratch.exchange(current, former, restored.database)
    except BaseException:
        scratch.drop(restored.database)
        raise
