"""What `/health/ready` looks at. All of it together takes three seconds at most.

Each check returns 'ok' or a few words for whoever runs the server, without anything secret.
"""

import socket
import tempfile
from functools import cache as once
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from oim_portal.web.database_limits import silence

from .runs import jobs

OK = "ok"
NO_ANSWER = "does not answer"
UNKNOWN = "unknown without the database"
LIMIT = 1  # seconds without a sign of life of the database, of the cache
# A block of the disk: a full one may still make files, but fill none.
SAMPLE = b"\0" * 4096
# What must have run lately for the portal to be well.
JOBS = ("scheduler", "worker")


def run_checks() -> dict[str, str]:
    """Return each check with 'ok' or with what is wrong."""
    with silence(LIMIT):
        found = {"database": database()}
        # What needs the database is not asked when it is gone: each would wait anew.
        asked = found["database"] == OK
        found["migrations"] = guarded(migrations) if asked else UNKNOWN
        found["shared cache"] = guarded(shared_cache) if asked else UNKNOWN
        found |= guarded_jobs() if asked else dict.fromkeys(JOBS, UNKNOWN)
    found["media"] = media()
    found["cache in front"] = cache_in_front()
    return found


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return NO_ANSWER
    return OK


def guarded(check) -> str:
    """Return what a check finds, or that the database went away meanwhile."""
    try:
        return check()
    except Error:
        return UNKNOWN


def migrations() -> str:
    missing = known_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    return f"{len(missing)} not applied" if missing else OK


@once
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return all migrations of this release that no other replaces, read from disk once."""
    loader = MigrationLoader(None)
    replaced = {key for each in loader.disk_migrations.values() for key in each.replaces}
    return frozenset(loader.disk_migrations.keys() - replaced)


def shared_cache() -> str:
    cache = caches["default"]
    cache.get("health")  # the one in the database says what is wrong by an error
    return OK if getattr(cache, "is_alive", lambda: True)() else NO_ANSWER


def guarded_jobs() -> dict[str, str]:
    try:
        known = {job.name: job for job in jobs()}
    except Error:
        return dict.fromkeys(JOBS, UNKNOWN)
    return {name: job_state(known[name]) for name in JOBS}


def job_state(job) -> str:
    """Say whether the job runs at all.

    One that runs and fails is for the report: on every host a page that cannot be published fails,
    and none of them serves visitors the worse for it.
    """
    if job.ran_at is None:
        return "has never run"
    return f"late: last ran {job.ran_at:%Y-%m-%d %H:%M} UTC" if job.has_stopped else OK


def media() -> str:
    """Write to where pictures are kept."""
    if not isinstance(default_storage, FileSystemStorage):
        return OK if default_storage.takes(SAMPLE, LIMIT) else NO_ANSWER
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(SAMPLE)
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    return OK


def cache_in_front() -> str:
    if not settings.PORTAL_CACHE_URL:
        return OK
    address = urlsplit(settings.PORTAL_CACHE_URL)
    place = (address.hostname, address.port or (443 if address.scheme == "https" else 80))
    try:
        socket.create_connection(place, timeout=LIMIT).close()
    except OSError:
        return NO_ANSWER
    return OK
