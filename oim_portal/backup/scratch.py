"""Databases beside the portal's own, on the same server: made, looked into, exchanged, dropped."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

# A database sorts and tells letters as it was made to: the new one like the portal's own.
LOCALE = """
SELECT format(
  'ENCODING %L LC_COLLATE %L LC_CTYPE %L',
  pg_encoding_to_char(encoding), datcollate, datctype
), datlocprovider::text, to_jsonb(d) ->> CASE
  WHEN current_setting('server_version_num')::int >= 170000 THEN 'datlocale' ELSE 'daticulocale' END
FROM pg_database d WHERE datname = current_database()
"""
PROVIDERS = {"c": "libc", "i": "icu", "b": "builtin"}


def create(name: str) -> None:
    """Make an empty database. The portal's role needs the right to make databases."""
    with connection.cursor() as cursor:
        cursor.execute(LOCALE)
        options, provider, locale = cursor.fetchone()
        options += f" LOCALE_PROVIDER {PROVIDERS[provider]}"
        if provider != "c":
            options += f" {PROVIDERS[provider].upper()}_LOCALE '{locale}'"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE template0 {options}")


def drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


@contextmanager
def cursor(name: str) -> Iterator[CursorWrapper]:
    """Yield a cursor in a transaction of another database of the portal's server."""
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": name}
    try:
        other.set_autocommit(False)
        with other.cursor() as opened:
            yield opened
        other.commit()
    finally:
        other.close()


def exchange(current: str, former: str, new: str) -> None:
    """Give the name of one database to another; the first is called `former` from then on.

    Whoever is connected is cut off: applications connect again by themselves.
    """
    with connection._nodb_cursor() as cursor:
        close(cursor, current)
        try:
            cursor.execute(f"ALTER DATABASE {quoted(current)} RENAME TO {quoted(former)}")
        except BaseException:
            cursor.execute(f"ALTER DATABASE {quoted(current)} ALLOW_CONNECTIONS true")
            raise
        try:
            close(cursor, new)
            cursor.execute(f"ALTER DATABASE {quoted(new)} RENAME TO {quoted(current)}")
        except BaseException:
            cursor.execute(f"ALTER DATABASE {quoted(former)} RENAME TO {quoted(current)}")
            raise
        finally:
            cursor.execute(f"ALTER DATABASE {quoted(current)} ALLOW_CONNECTIONS true")
        cursor.execute(f"ALTER DATABASE {quoted(former)} ALLOW_CONNECTIONS true")


def close(cursor: CursorWrapper, name: str) -> None:
    """Let nobody into a database any more, and end the sessions that are in it."""
    cursor.execute(f"ALTER DATABASE {quoted(name)} ALLOW_CONNECTIONS false")
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [name]
    )


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
