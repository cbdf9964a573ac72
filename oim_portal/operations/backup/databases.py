"""Further databases on the portal's server: create, read, rename and drop them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import Error, connection
from django.db.backends.utils import CursorWrapper

from oim_portal.wagtail_compat.django_private import server_cursor

from .errors import BackupError

# Collation and character classification are fixed at creation: copied from the portal's database.
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
    """Create an empty database. The portal's role needs the right to create databases."""
    with connection.cursor() as cursor:
        cursor.execute(LOCALE)
        options, provider, locale = cursor.fetchone()
        options += f" LOCALE_PROVIDER {PROVIDERS[provider]}"
        if provider != "c":
            options += f" {PROVIDERS[provider].upper()}_LOCALE '{locale}'"
    with server_cursor(connection) as cursor:
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE template0 {options}")


def drop(name: str) -> None:
    with server_cursor(connection) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


@contextmanager
def cursor(name: str) -> Iterator[CursorWrapper]:
    """Yield a cursor in a transaction of another database on the portal's server."""
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
def connected_to(name: str) -> Iterator[None]:
    """Let the portal's own connection use another database meanwhile."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def refuse_other_roles(name: str) -> None:
    """Raise BackupError if a database has sessions of other roles, which are not ours to end.

    Autovacuum has no role, and gives way by itself.
    """
    with server_cursor(connection) as cursor:
        cursor.execute(OTHER_ROLES, [name])
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


OTHER_ROLES = """
SELECT application_name, usename, pid FROM pg_stat_activity
WHERE datname = %s AND usename <> current_user ORDER BY pid
"""


def exchange(current: str, former: str, new: str) -> None:
    """Rename a database to the name of another, which is called `former` from then on.

    Applications are disconnected and reconnect by themselves. Both names change in one transaction:
    at any time one of the two is the portal's database and open. Raises BackupError if other roles
    have sessions in it, or a DatabaseError.
    """
    refuse_other_roles(current)
    connection.close()
    with ended_sessions(current, new), server_cursor(connection) as cursor:
        # Several statements in one string are one transaction.
        cursor.execute(
            f"ALTER DATABASE {quoted(current)} RENAME TO {quoted(former)};"
            f"ALTER DATABASE {quoted(new)} RENAME TO {quoted(current)}"
        )


@contextmanager
def ended_sessions(*names: str) -> Iterator[None]:
    """Keep ending the role's own sessions in databases during the block.

    A busy application reconnects before PostgreSQL has locked the name. From then on new
    connections are refused, and PostgreSQL waits five seconds for existing ones: ending them takes
    another connection.
    """
    over = Event()

    def end() -> None:
        # An error of the server is reported by the exchange itself.
        with suppress(Error), server_cursor(connection) as cursor:
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
