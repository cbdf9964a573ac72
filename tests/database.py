"""Database of the run: filled once with the initial content, restored after tests that commit."""

from django.db import OperationalError, connection

PRISTINE = "pristine"
ATTEMPTS = 5


def remember() -> None:
    """Copy every table, for `restore`."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {PRISTINE}")
        for table in tables(cursor):
            cursor.execute(f'CREATE TABLE {PRISTINE}."{table}" AS TABLE public."{table}"')


def is_remembered() -> bool:
    """Return whether this is a copy of a database that was remembered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [PRISTINE])
        return cursor.fetchone()[0]


def restore() -> None:
    """Restore every table from its copy, in one transaction."""
    with connection.cursor() as cursor:
        names = tables(cursor)
        listed = ", ".join(f'public."{name}"' for name in names)
        # One statement string is one transaction, at whose end deferred constraints are checked.
        # Sequences go on: no new row gets the number of one that is back.
        statements = [f"TRUNCATE {listed}"]
        statements += [
            f'INSERT INTO public."{name}" SELECT * FROM {PRISTINE}."{name}"' for name in names
        ]
        for left in reversed(range(ATTEMPTS)):
            try:
                cursor.execute("BEGIN; " + "; ".join(statements) + "; COMMIT")
                return
            except OperationalError:  # a deadlock with a last request of the test's browser
                cursor.execute("ROLLBACK")
                if not left:
                    raise


def tables(cursor) -> list[str]:
    return connection.introspection.table_names(cursor)
