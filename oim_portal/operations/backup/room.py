"""Whether a disk has room for a backup, or for a portal beside the one that runs on it."""

import shutil
from pathlib import Path

from django.db import connection

from . import files
from .errors import BackupError

LEFT = 2 * 2**30  # bytes that stay free: with less, deploy/check warns
LEFT_BY_BACKUP = 2**29  # what the portal needs until somebody has read that warning
# Of tables and indexes, and of what PostgreSQL writes down before it writes them, for each byte
# of a dump that is not compressed.
DATABASE_OVER_DUMP = 3
# Debian's databases. Where there are none, they are taken to be beside the media.
DATABASES = Path("/var/lib/postgresql")
HERE = ("localhost", "127.0.0.1", "::1")


def refuse_without_room(dump: Path, kept_media: Path, media: Path) -> None:
    """Raise BackupError unless a backup's dump and media fit beside the portal's own."""
    beside = next(folder for folder in media.parents if folder.exists())
    wanted = [(beside, sum(path.stat().st_size for path in files.files(kept_media)))]
    if database_is_here():
        folder = DATABASES if DATABASES.exists() else beside
        wanted.append((folder, DATABASE_OVER_DUMP * dump.stat().st_size))
    for disk in {folder.stat().st_dev for folder, _size in wanted}:
        on_it = [(folder, size) for folder, size in wanted if folder.stat().st_dev == disk]
        refuse_full_disk(on_it[0][0], sum(size for _folder, size in on_it))


def refuse_without_room_to_make(folder: Path, media: int) -> None:
    """Raise BackupError unless so many bytes of media and a dump fit where the folder will be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (database,) = cursor.fetchone()
    beside = next(each for each in folder.parents if each.exists())
    refuse_full_disk(beside, media + database, LEFT_BY_BACKUP)


def refuse_full_disk(folder: Path, wanted: int, left: int = LEFT) -> None:
    free = shutil.disk_usage(folder).free
    if free - wanted < left:
        raise BackupError(
            f"There is too little room on the disk of {folder}: the backup needs about "
            f"{gigabytes(wanted)} GB beside the portal, {gigabytes(left)} have to stay free, and "
            f"{gigabytes(free)} are. Nothing was done."
        )


def database_is_here() -> bool:
    """Say whether the database is on this machine, by socket or loopback."""
    host = connection.settings_dict["HOST"]
    return not host or host.startswith("/") or host in HERE


def gigabytes(size: int) -> str:
    return f"{size / 2**30:,.1f}"
