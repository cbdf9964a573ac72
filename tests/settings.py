"""Tests: on PostgreSQL, as near to production as a test run allows."""

import os

import dj_database_url

from oim_portal.local.postgres import ensure_running
from oim_portal.settings import environment
from oim_portal.settings.base import *  # noqa: F403
from oim_portal.settings.base import INSTALLED_APPS, STORAGES, VAR_DIR
from oim_portal.settings.task_queues import QUEUES

# Page types of the tests alone: what is derived of page types is shown with them.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.kinds.apps.KindsConfig", "tests.bench"]
DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 (signs nothing that outlives a test)
PORTAL_URL = WAGTAILADMIN_BASE_URL = "http://localhost:8000"
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]

DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL") or ensure_running(VAR_DIR / "postgres-test")
    )
}
# Two runs at once on one machine do not meet; tests/conftest.py removes what killed runs left.
DATABASES["default"]["TEST"] = {"NAME": f"test_portal_{os.getpid()}"}
# Tests look at what was asked for; the worker has tests of its own.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": QUEUES}
}
EMAIL_BACKEND = PORTAL_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Off, so that tests of other things sign in by one call; tests/test_second_factor.py turns it on.
PORTAL_REQUIRE_MFA = False
MEDIA_ROOT = VAR_DIR / "test-media"  # tests/conftest.py puts a folder of the run in its place
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
