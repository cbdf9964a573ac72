"""Databases beside the portal's own, on the same server: made, looked into, exchanged, dropped."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import Error, connection
from django.db.backends.utils import CursorWrapper

from .errors import BackupError

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


@contextmanager
def instead(name: str) -> Iterator[None]:
    """Let the portal's own connection lead to another database meanwhile."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def refuse_strangers(name: str) -> None:
    """Raise BackupError when somebody is in a database whose session is not ours to end.

    Autovacuum has no role, and gives way by itself.
    """
    with connection._nodb_cursor() as cursor:
        cursor.execute(STRANGERS, [name])
        found = cursor.fetchall()
    if found:
        sessions = "\n".join(
            f"  {program or 'a program'}, as role {role}, process {process}"
            for program, role, process in found
        )
        raise BackupError(
            f"Somebody else is in the database {name}, so it cannot be replaced:\n{sessions}\n"
            "Nothing was changed. End that (a superuser can: SELECT pg_terminate_backend(process)) "
            "and repeat the command."
        )


STRANGERS = """
SELECT application_name, usename, pid FROM pg_stat_activity
WHERE datname = %s AND usename <> current_user ORDER BY pid
"""


def exchange(current: str, former: str, new: str) -> None:
    """Give the name of one database to another; the first is called `former` from then on.

    Applications are cut off and connect again by themselves. Both names change in one transaction:
    whatever happens, one of the two is the portal's database and open. Raises BackupError when
    somebody else is in it, or what the database raises.
    """
    refuse_strangers(current)
    connection.close()
    with ended_sessions(current, new), connection._nodb_cursor() as cursor:
        # One string is one transaction.
        cursor.execute(
            f"ALTER DATABASE {quoted(current)} RENAME TO {quoted(former)};"
            f"ALTER DATABASE {quoted(new)} RENAME TO {quoted(current)}"
        )


@contextmanager
def ended_sessions(*names: str) -> Iterator[None]:
    """End the role's own sessions in databases, again and again meanwhile.

    A busy application is back before PostgreSQL has locked the name. From then on nobody comes in,
    and PostgreSQL waits five seconds for those who are: to end them takes another connection.
    """
    over = Event()

    def end() -> None:
        # What is wrong with the server, the exchange says.
        with suppress(Error), connection._nodb_cursor() as cursor:
            while not over.is_set():
                cursor.execute(END_OWN, [list(names)])
                over.wait(0.05)

    thread = Thread(target=end)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


END_OWN = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = ANY(%s) AND usename = current_user
"""


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
