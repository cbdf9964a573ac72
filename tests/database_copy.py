"""Copy of the run's database, for tests that change tables or start processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.db import connection


@contextmanager
def database_copy(suffix: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a copy with the first content; it is dropped afterwards.

    The connection of the tests leads to the copy meanwhile. For fixtures of a module or a session,
    whose tests are marked `django_db`: PostgreSQL copies only a database in which nobody works,
    and without the mark the connection would lead to the real database.
    """
    settings, name = connection.settings_dict, connection.settings_dict["NAME"]
    assert name == settings["TEST"]["NAME"]
    end_other_sessions()
    connection.close()
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    settings["NAME"] = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield database_url(settings)
    finally:
        connection.close()
        settings["NAME"] = name
        connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


def end_other_sessions() -> None:
    """Terminate sessions that servers of earlier tests left open: the copy would wait for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def database_url(settings: dict) -> str:
    """Return the settings of a connection as a DATABASE_URL."""
    user, password, host = (quote(settings[key], safe="") for key in ("USER", "PASSWORD", "HOST"))
    place = f"{user}:{password}@{host}:{settings['PORT'] or ''}/{settings['NAME']}"
    return f"postgres://{place}?{urlencode(settings.get('OPTIONS', {}))}"
