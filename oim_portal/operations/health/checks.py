"""Checks of `/health/ready`. All of them together take three seconds at most.

Each returns 'ok' or a few words for administrators of the server, without secrets.
"""

import functools
import logging
import socket
import tempfile
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.deprecation import MiddlewareMixin

from oim_portal import __version__
from oim_portal.web.database_timeouts import query_timeout

from .runs import jobs

OK = "ok"
NO_ANSWER = "does not answer"
UNKNOWN = "unknown without the database"
LIMIT = 1  # seconds to wait for the database, for the cache
# A block of the disk: on a full one empty files can still be created.
SAMPLE = b"\0" * 4096


def run_checks() -> dict[str, str]:
    """Return the result of each check: 'ok' or a description of the problem."""
    with query_timeout(LIMIT):
        found = {"database": database()}
        # Checks that need the database are skipped without it: each would wait again.
        is_up = found["database"] == OK
        for name, check in NEED_DATABASE.items():
            found[name] = guarded(check) if is_up else UNKNOWN
            is_up = found[name] != UNKNOWN
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


@functools.cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return all migrations of this release that no other replaces; reads the files once."""
    loader = MigrationLoader(None)
    replaced = {key for each in loader.disk_migrations.values() for key in each.replaces}
    return frozenset(loader.disk_migrations.keys() - replaced)


def shared_cache() -> str:
    cache.get("health")  # raises an error if its table does not work
    return OK


def job_state(name: str) -> str:
    """Return whether a job runs at all.

    A job that runs and fails is for the report: a page that cannot be published fails on every
    host, and all of them still serve visitors.
    """
    job = next(job for job in jobs() if job.name == name)
    if job.ran_at is None:
        return "has never run"
    return f"late: last ran {job.ran_at:%Y-%m-%d %H:%M} UTC" if job.has_stopped else OK


# The jobs are those that must have run recently for the portal to be ready.
NEED_DATABASE = {
    "migrations": migrations,
    "shared cache": shared_cache,
    **{name: partial(job_state, name) for name in ("scheduler", "worker")},
}


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


# Throttled by the settings (oim_portal/settings/logging.py).
logger = logging.getLogger("oim_portal.operations.health.ready")

LIVE = "/health/live"
READY = "/health/ready"


class HealthMiddleware(MiddlewareMixin):
    """Respond to the two URLs; pass all other requests on."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.path_info == LIVE:
            response = HttpResponse("alive\n", content_type="text/plain")
        elif request.path_info == READY:
            response = ready()
        else:
            return None
        response["Cache-Control"] = "no-store"
        return response


def ready() -> HttpResponse:
    """Return the checks: `{"ready": false, "version": "1.0.0", "checks": {"database": …}}`."""
    checks = run_checks()
    lacking = {name: result for name, result in checks.items() if result != OK}
    if lacking:
        logger.warning("Not ready (503): %s", "; ".join(map(": ".join, lacking.items())))
    status = 503 if lacking else 200
    said = {"ready": not lacking, "version": __version__, "checks": checks}
    return JsonResponse(said, status=status)
