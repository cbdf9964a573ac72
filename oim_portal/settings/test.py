"""Tests: on PostgreSQL, as near to production as a test run allows."""

import tempfile
from pathlib import Path

import dj_database_url

from oim_portal.local.postgres import ensure_running

from . import environment
from .base import *  # noqa: F403
from .base import BASE_DIR

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 (signs nothing that outlives a test)
PORTAL_URL = WAGTAILADMIN_BASE_URL = "http://localhost:8000"
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]

DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL") or ensure_running(BASE_DIR / "var" / "postgres-test")
    )
}
# Tests look at what was asked for; the worker has tests of its own.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-media-"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
