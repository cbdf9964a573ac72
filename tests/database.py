"""The run's database: made once with the office's content, put back after tests that commit."""

from django.db import connection

PRISTINE = "pristine"


def remember() -> None:
    """Keep a copy of every table as it is now, for `restore`."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {PRISTINE}")
        for table in tables(cursor):
            cursor.execute(f'CREATE TABLE {PRISTINE}."{table}" AS TABLE public."{table}"')


def restore() -> None:
    """Put every table back to what was remembered, in one transaction."""
    with connection.cursor() as cursor:
        names = tables(cursor)
        listed = ", ".join(f'public."{name}"' for name in names)
        # One statement string is one transaction, at whose end deferred constraints are checked.
        # Sequences go on: no new row gets the number of one that is back.
        statements = [f"TRUNCATE {listed}"]
        statements += [
            f'INSERT INTO public."{name}" SELECT * FROM {PRISTINE}."{name}"' for name in names
        ]
        cursor.execute("BEGIN; " + "; ".join(statements) + "; COMMIT")


def tables(cursor) -> list[str]:
    return connection.introspection.table_names(cursor)
