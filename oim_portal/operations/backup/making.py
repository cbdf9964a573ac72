"""Making a backup: a consistent copy of database and media, complete or not at all."""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, transaction

from . import disk_space, files, programs, tables
from .errors import BackupError

DUMP, MEDIA, MANIFEST = "database.dump", "media", "manifest.json"
FORM = 1  # version of the manifest


def make(folder: Path, media: Path | None = None, **marks: object) -> dict:
    """Write a backup to `folder`, replacing the backup that is there; return its manifest.

    Of the portal's media, or those of another folder; `marks` are added to the manifest. Staff may
    go on working. An unfinished backup never has the name of the folder. Raises
    BackupError, also when the folder contains anything but a backup.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise BackupError(f"{folder} holds something that is no backup: name another folder.")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    earlier = earlier_media(folder.parent)
    media = media or (Path(settings.MEDIA_ROOT) if media_are_here() else None)
    if media:
        copied = files.bytes_to_copy(media, earlier)
        disk_space.refuse_without_room_to_make(folder, copied)
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        manifest = fill(unfinished, earlier, media) | marks
        write(unfinished / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    except BaseException:
        # It may have filled the disk.
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    replace(folder, unfinished)
    return manifest


def fill(unfinished: Path, earlier: list[Path], media: Path | None) -> dict:
    """Write database and media to a new folder; return the manifest of both."""
    # Before and after the database: for files that are deleted and files that are added meanwhile.
    copy_media(media, unfinished / MEDIA, earlier)
    manifest = {"form": FORM, "made": datetime.now(UTC).isoformat(timespec="seconds")}
    manifest |= dump(unfinished / DUMP)
    copy_media(media, unfinished / MEDIA, earlier)
    manifest["dump"] = files.digest(unfinished / DUMP)
    manifest["media"] = files.digests(unfinished / MEDIA)
    manifest["media_elsewhere"] = media is None
    manifest["release"] = release()
    return manifest


def earlier_media(folder: Path) -> list[Path]:
    """Return the media folders of our own backups below a folder, the newest first."""
    manifests = {path: path.stat() for path in folder.glob(f"*/{MANIFEST}")}
    own = [path for path, found in manifests.items() if found.st_uid == os.geteuid()]
    own.sort(key=lambda path: manifests[path].st_mtime, reverse=True)
    return [path.parent / MEDIA for path in own]


def replace(folder: Path, new: Path) -> None:
    """Put a new backup in the place of the former one.

    If this is interrupted at any point, a complete backup exists under its own name or that of the
    former one; the next run cleans up.
    """
    former = folder.with_name(f".{folder.name}.former")
    if folder.exists():
        shutil.rmtree(former, ignore_errors=True)
        folder.rename(former)
    new.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def release() -> str:
    """Return the name that deploy/install gave to the running release; '' without one."""
    return settings.BASE_DIR.name if settings.BASE_DIR.parent.name == "releases" else ""


def dump(path: Path) -> dict:
    """Dump the database, and return its contents at that very moment."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        # Before the dump: sequences ignore snapshots, and may be ahead in it.
        held = tables.contents(cursor)
        # Not compressed: restic deduplicates what has not changed since yesterday, and compresses.
        programs.run(
            *("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges"),
            *(f"--snapshot={snapshot}", f"--file={path}"),
        )
        path.chmod(0o600)
        return {"postgresql": connection.pg_version // 10_000, **held}


def summary(manifest: dict) -> str:
    """Return a sentence about the contents of a backup."""
    rows = sum(count for count, _digest in manifest["tables"].values())
    told = f"{len(manifest['tables'])} tables with {rows} rows, {len(manifest['media'])} files"
    if manifest["media_elsewhere"]:
        told += ", media left in their object storage"
    return told


def media_are_here() -> bool:
    """Return whether media are in a folder. A bucket has its own versions, and we back up none."""
    return isinstance(default_storage, FileSystemStorage)


def copy_media(media: Path | None, target: Path, earlier: list[Path]) -> None:
    target.mkdir(exist_ok=True)
    if media:
        files.copy_missing(media, target, earlier)


def write(path: Path, text: str) -> None:
    """Write a file and sync it to the disk before the backup gets its name."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
