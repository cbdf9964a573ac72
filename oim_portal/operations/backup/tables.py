"""Contents of a database as numbers and digests, by which two databases are compared."""

from django.db.backends.utils import CursorWrapper

# The text of values depends on these, and the defaults may differ where a backup is restored.
SAME_TEXT = """
SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1
"""

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'p'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1
"""
SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 0)
FROM pg_sequences ORDER BY 1
"""
# The sum of the digests of rows does not depend on their order.
ROWS = """
SELECT count(*),
       coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text
FROM {table} t
"""


def contents(cursor: CursorWrapper) -> dict[str, dict]:
    """Return `tables` (name: [number of rows, their digest]) and `sequences` (name: last value).

    The cursor is in a transaction; with a single snapshot both are of one moment.
    """
    cursor.execute(SAME_TEXT)
    cursor.execute(TABLES)
    tables = {}
    for (name,) in cursor.fetchall():
        cursor.execute(ROWS.format(table=name))  # quoted by PostgreSQL itself
        tables[name] = list(cursor.fetchone())
    cursor.execute(SEQUENCES)
    return {"tables": tables, "sequences": dict(cursor.fetchall())}


def differences(expected: dict[str, dict], found: dict[str, dict]) -> list[str]:
    """Return a sentence for each table and sequence that differs."""
    told = []
    for kind in ("tables", "sequences"):
        for name in sorted({*expected[kind], *found[kind]}):
            before, after = expected[kind].get(name), found[kind].get(name)
            if before is None:
                told.append(f"{name} is not in the backup.")
            elif after is None:
                told.append(f"{name} is missing.")
            elif kind == "sequences":
                if before > after:  # sequences are not transactional: they may be ahead
                    told.append(f"{name} stands at {after}, not at {before}.")
            elif before[0] != after[0]:
                told.append(f"{name} has {after[0]} rows, not {before[0]}.")
            elif before != after:
                told.append(f"{name} has as many rows ({after[0]}), but other content.")
    return told
