"""Database triggers that write a version stamp at each change of public data.

`pages.site_cache` reads the stamps. The triggers are on the tables of page types, of their inline
rows and many-to-many relations, and of what those refer to, such as pictures and sources.
`migrate` creates missing triggers and drops obsolete ones.
"""

from collections.abc import Collection

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Field, Model
from modelcluster.fields import ParentalKey
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.models import PageViewRestriction, Site

NAME = "pages_note_change"
# A transaction writes only its own row, so that transactions do not wait for each other. A number
# is never used twice, not even after a rollback.
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
INSTALLED = """
SELECT c.relname, coalesce(array_agg(a.attname::text) FILTER (WHERE a.attname IS NOT NULL), '{}')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
LEFT JOIN LATERAL unnest(t.tgattr) AS number ON true
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = number
WHERE t.tgname = %s GROUP BY c.relname
"""
# Columns of the common table of all pages. Saving a draft writes only others; publishing all.
COLUMNS = (
    *("path", "title", "url_path", "live", "expire_at", "show_in_menus", "last_published_at"),
    "sensitive",
)

Triggers = dict[str, frozenset[str]]


def required_triggers() -> Triggers:
    """Return the tables that need a trigger, with its columns; an empty set means all columns."""
    from .models import BasePage

    every = {table: frozenset() for table in tables()}
    return every | {BasePage._meta.db_table: frozenset(COLUMNS)}


def tables() -> set[str]:
    """Return the tables of page types and of the data shown with them."""
    models = shown_models()
    own = {model._meta.db_table for model in models}
    return own | {
        field.remote_field.through._meta.db_table
        for model in models
        for field in model._meta.local_many_to_many
        if field.related_model in models
    }


def shown_models() -> set[type[Model]]:
    """Return page types, their inline rows, settings, and the models that any of these refer to."""
    from oim_portal.media.models import PdfReading, PortalDocument, Rendition

    from .contract import page_types
    from .models import ShareCard

    found = {Site, PageViewRestriction, PortalDocument, PdfReading, Rendition, ShareCard}
    found |= set(page_types())
    settings = (BaseGenericSetting, BaseSiteSetting)
    found |= {model for model in apps.get_models() if issubclass(model, settings)}
    found |= {model for model in apps.get_models() if is_row_of(model, found)}
    return found | {
        field.related_model
        for model in found
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if is_shown(field)
    }


def is_row_of(model: type[Model], clusters: Collection[type[Model]]) -> bool:
    keys = [field for field in model._meta.local_fields if isinstance(field, ParentalKey)]
    return model._meta.app_label != "wagtailcore" and any(
        field.related_model in clusters for field in keys
    )


def is_shown(field: Field) -> bool:
    """Return whether a field refers to a file or a choice, not to a user or a revision."""
    from oim_portal.media.models import DeletableMixin

    from .models.rows import Choice

    model = field.related_model if field.is_relation else None
    return isinstance(model, type) and issubclass(model, (Choice, DeletableMixin))


def installed_triggers() -> Triggers:
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED, [NAME])
        return {table: frozenset(columns) for table, columns in cursor.fetchall()}


@transaction.atomic
def update(**kwargs) -> None:
    """Create and drop triggers as needed (`post_migrate`); one query when nothing has changed."""
    old, new = installed_triggers(), required_triggers()
    if old == new:
        return
    existing = set(connection.introspection.table_names())
    if "pages_change" not in existing:  # migrated back to before the table existed
        return
    with connection.cursor() as cursor:
        # Lock first the table that publishing writes first: the same order prevents a deadlock.
        cursor.execute("LOCK TABLE pages_basepage IN SHARE ROW EXCLUSIVE MODE")
        for table in sorted(old):
            if new.get(table) != old[table]:
                cursor.execute(f"DROP TRIGGER {NAME} ON {connection.ops.quote_name(table)}")
        for table, columns in sorted(new.items()):
            if table in existing and old.get(table) != columns:
                of = f" OF {', '.join(sorted(columns))}" if columns else ""
                quoted = connection.ops.quote_name(table)
                cursor.execute(TRIGGER.format(table=quoted, columns=of))
