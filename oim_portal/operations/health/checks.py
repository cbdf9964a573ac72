"""Checks of `/health/ready`. All of them together take three seconds at most.

Each returns 'ok' or a few words for administrators of the server, without secrets.
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

from oim_portal.web.database_timeouts import query_timeout

from .runs import jobs

OK = "ok"
NO_ANSWER = "does not answer"
UNKNOWN = "unknown without the database"
LIMIT = 1  # seconds to wait for the database, for the cache
# A block of the disk: on a full one empty files can still be created.
SAMPLE = b"\0" * 4096
# Jobs that must have run recently for the portal to be ready.
JOBS = ("scheduler", "worker")


def run_checks() -> dict[str, str]:
    """Return the result of each check: 'ok' or a description of the problem."""
    with query_timeout(LIMIT):
        found = {"database": database()}
        # Checks that need the database are skipped without it: each would wait again.
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
    """Return the result of a check, or UNKNOWN if the database has gone away meanwhile."""
    try:
        return check()
    except Error:
        return UNKNOWN


def migrations() -> str:
    missing = known_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    return f"{len(missing)} not applied" if missing else OK


@once
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return all migrations of this release that no other replaces; reads the files once."""
    loader = MigrationLoader(None)
    replaced = {key for each in loader.disk_migrations.values() for key in each.replaces}
    return frozenset(loader.disk_migrations.keys() - replaced)


def shared_cache() -> str:
    cache = caches["default"]
    cache.get("health")  # the database cache raises an error if it does not work
    return OK if getattr(cache, "is_alive", lambda: True)() else NO_ANSWER


def guarded_jobs() -> dict[str, str]:
    try:
        known = {job.name: job for job in jobs()}
    except Error:
        return dict.fromkeys(JOBS, UNKNOWN)
    return {name: job_state(known[name]) for name in JOBS}


def job_state(job) -> str:
    """Return whether the job runs at all.

    A job that runs and fails is for the report: a page that cannot be published fails on every
    host, and all of them still serve visitors.
    """
    if job.ran_at is None:
        return "has never run"
    return f"late: last ran {job.ran_at:%Y-%m-%d %H:%M} UTC" if job.has_stopped else OK


def media() -> str:
    """Check that media can be written."""
    if not isinstance(default_storage, FileSystemStorage):
        return OK if default_storage.is_writable(SAMPLE, LIMIT) else NO_ANSWER
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
