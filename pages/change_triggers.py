"""Triggers for migrations: that a table changed is noted for `pages.shared`."""

from django.db.migrations import RunSQL

# A transaction writes its own row only, so that none waits for another one. Numbers never come
# again, not after a rollback either.
FUNCTION = """
CREATE SEQUENCE pages_change_number;
CREATE FUNCTION pages_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pages_change (transaction, number)
    VALUES (pg_current_xact_id()::text::bigint, nextval('pages_change_number'))
    ON CONFLICT (transaction) DO UPDATE SET number = excluded.number;
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER pages_note_change AFTER INSERT OR UPDATE{columns} OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION pages_note_change();
"""


def note_changes_of(table: str, *columns: str) -> RunSQL:
    """Return the operation by which changes of a table are noted from now on.

    `columns` are those whose writing counts, where not all do.
    """
    of = f" OF {', '.join(columns)}" if columns else ""
    return RunSQL(
        TRIGGER.format(table=table, columns=of), f"DROP TRIGGER pages_note_change ON {table}"
    )
