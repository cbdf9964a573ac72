"""`python -m tests.template_database NAME`: make the database that the processes of a run copy.

It is migrated, filled with the initial content and remembered (tests/database.py), which takes as
long as some hundred tests. The run starts this while its processes collect their tests
(tests/conftest.py); the database gets its name when it is complete.
"""

import os
import sys
import tempfile
import time

import django
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_test_environment

from oim_portal.wagtail_compat.django_private import server_cursor

from . import database


def make(name: str) -> None:
    setup_test_environment()
    unfinished = connection.settings_dict["TEST"]["NAME"] = f"{name}_unfinished"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
        call_command("load_initial_content", verbosity=0)
    database.remember()
    connection.close()
    with server_cursor(connection) as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def wait_for(name: str, maker: int) -> bool:
    """Wait until the database is complete; return False if its maker has ended without it."""
    while not exists(name):
        if not process_lives(maker):
            return exists(name)
        time.sleep(0.2)
    return True


def exists(name: str) -> bool:
    with server_cursor(connection) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def process_lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    make(sys.argv[1])
