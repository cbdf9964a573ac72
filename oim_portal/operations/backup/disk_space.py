"""Checks of free disk space, for a backup or for a second portal next to the running one."""

import shutil
from pathlib import Path

from django.db import connection

from . import files
from .errors import BackupError

LEFT = 2 * 2**30  # bytes that stay free: with less, deploy/check warns
LEFT_BY_BACKUP = 2**29  # bytes that the portal needs until that warning is read
# Size of tables, indexes and the write-ahead log, for each byte of an uncompressed dump.
DATABASE_OVER_DUMP = 3
# Data directory of Debian. Without it, databases are assumed to be on the disk of the media.
DATABASES = Path("/var/lib/postgresql")
HERE = ("localhost", "127.0.0.1", "::1")


def refuse_without_room(dump: Path, kept_media: Path, media: Path) -> None:
    """Raise BackupError unless a backup's dump and media fit on the disks of the portal."""
    parent = next(folder for folder in media.parents if folder.exists())
    wanted = [(parent, sum(path.stat().st_size for path in files.files(kept_media)))]
    if database_is_here():
        folder = DATABASES if DATABASES.exists() else parent
        wanted.append((folder, DATABASE_OVER_DUMP * dump.stat().st_size))
    for disk in {folder.stat().st_dev for folder, _size in wanted}:
        on_it = [(folder, size) for folder, size in wanted if folder.stat().st_dev == disk]
        refuse_full_disk(on_it[0][0], sum(size for _folder, size in on_it))


def refuse_without_room_to_make(folder: Path, media: int) -> None:
    """Raise BackupError unless so many bytes of media and a dump fit on the disk of the folder."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (database,) = cursor.fetchone()
    parent = next(each for each in folder.parents if each.exists())
    refuse_full_disk(parent, media + database, LEFT_BY_BACKUP)


def refuse_full_disk(folder: Path, wanted: int, left: int = LEFT) -> None:
    free = shutil.disk_usage(folder).free
    if free - wanted < left:
        raise BackupError(
            f"There is too little room on the disk of {folder}: the backup needs about "
            f"{gigabytes(wanted)} GB beside the portal, {gigabytes(left)} have to stay free, and "
            f"{gigabytes(free)} are. Nothing was done."
        )


def database_is_here() -> bool:
    """Return whether the database is on this machine, by socket or loopback."""
    host = connection.settings_dict["HOST"]
    return not host or host.startswith("/") or host in HERE


def gigabytes(size: int) -> str:
    return f"{size / 2**30:,.1f}"
