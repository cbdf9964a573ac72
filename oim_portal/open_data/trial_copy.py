"""A copy of the portal for trials, from which people's data are taken away.

What is kept is said here, everything else goes, so that what is added later is not in the copy
until somebody says so: a table of records is emptied, a text that readers do not see is blanked.
Staff are all gone, their names and every e-mail address are replaced in what is left; hidden pages
are empty, closed documents too, and pictures are plain ones unless nobody can be recognized.

All of it is SQL in a database beside the portal's (`restore_beside`): signals of models would
delete files of the portal, and purge its cache.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection, models, transaction
from modelcluster.fields import ParentalKey
from PIL import Image
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import PageViewRestriction
from wagtail.snippets.models import get_snippet_models

from oim_portal.accounts.models import User
from oim_portal.accounts.person_data import TEXTS, names_of, pattern
from oim_portal.media.models import PdfReading, PortalDocument, PortalImage
from oim_portal.media.models.image import Consent
from oim_portal.trash.models import ROOT_SLUG
from pages.models import BasePage

#: Tables of public content beside pages, their rows, snippets, settings, pictures and documents,
#: and of what holds a site together: no person writes there of another.
KEPT = frozenset(
    """
    auth.Group auth.Permission contenttypes.ContentType help.ContactPoint initial_content.LoadedItem
    media.PdfReading media.Rendition search.Rewrite wagtailcore.Collection
    wagtailcore.CollectionViewRestriction wagtailcore.Locale wagtailcore.PageViewRestriction
    wagtailcore.ReferenceIndex wagtailcore.Site wagtailcore.Task wagtailcore.Workflow
    wagtailredirects.Redirect
    """.split()
)
CONTENT = (BasePage, PortalImage, PortalDocument)
NAME = "Excolega"
ADDRESS = "nadie@example.invalid"
E_MAIL = r"[\w.%+-]+@[\w-]+(\.[\w-]+)+"
GREY = (190, 190, 190)


@transaction.atomic
def take_people_away(media: Path) -> None:
    """Take people's data out of the database of the connection, and out of a folder of media.

    Raises CommandError with all places in which a name or an address is still found.
    """
    names = sorted({name for person in User.objects.all() for name in names_of(person)}, key=len)
    closed = PortalDocument.objects.public().values("pk")
    closed = list(PortalDocument._base_manager.exclude(pk__in=closed).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        empty_tables(cursor)
        for model in kept_models():
            blank_texts(cursor, model)
        empty_hidden_pages(cursor)
        cursor.execute("DELETE FROM media_pdfreading WHERE document_id = ANY(%s)", [closed])
        cursor.execute(CLOSED, [closed])
        for model in kept_models():
            replace_names(cursor, model, names)
        refuse_what_is_left(cursor, names)
    keep_files(media, closed)


CLOSED = """
UPDATE media_portaldocument SET title = 'Documento ' || id, file = 'documents/' || id
WHERE id = ANY(%s)
"""


def tables() -> Iterator[Any]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


@cache
def is_kept(model: Any) -> bool:
    """Return whether rows of a table are in the copy: content, or without words and people."""
    if issubclass(model, (*CONTENT, BaseSiteSetting)) or model._meta.label in KEPT:
        return True
    keys = [field for field in model._meta.concrete_fields if field.related_model]
    if any(
        key.related_model is User or not (key.null or is_kept(key.related_model)) for key in keys
    ):
        return False
    is_row = any(isinstance(field, ParentalKey) for field in keys)
    return is_row or model in get_snippet_models() or not texts(model)


def kept_models() -> list[Any]:
    return [model for model in tables() if is_kept(model) and texts(model)]


def texts(model: Any) -> list[Any]:
    """Return the columns of a table in which anything may be written."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if field.get_internal_type() in TEXTS and not field.primary_key and not field.choices
    ]


def empty_tables(cursor) -> None:
    """Empty all that is not kept, tables without a model such as the shared cache too."""
    kept = list(filter(is_kept, tables()))
    for model in kept:
        for field in model._meta.local_concrete_fields:
            other = field.related_model
            if field.null and other and (other is User or not is_kept(other)):
                run(cursor, "UPDATE {0} SET {1} = NULL", model, field)
    names = {"django_migrations", *(model._meta.db_table for model in kept)}
    for table in set(connection.introspection.table_names(cursor)) - names:
        cursor.execute(EMPTY.format(connection.ops.quote_name(table)))


EMPTY = "DELETE FROM {}"


def blank_texts(cursor, model: Any) -> None:
    """Blank what readers of the site do not see, and passwords of closed places."""
    if issubclass(model, BasePage):
        kinds = [each for each in tables() if issubclass(each, model)]
        private = [
            each
            for each in texts(model)
            if all(each.name in kind.internal_fields for kind in kinds)
        ]
    elif model is PortalImage:
        private = [each for each in texts(model) if each.name != "file_hash"]
    else:
        private = [each for each in texts(model) if each.name == "password"]
    for field in private:
        run(cursor, "UPDATE {0} SET {1} = ''", model, field)
    if model is PortalImage:
        cursor.execute("UPDATE media_portalimage SET title = 'Imagen ' || id")


def empty_hidden_pages(cursor) -> None:
    """Leave of drafts and closed pages, with those below them, a number instead of words."""
    hidden = models.Q(live=False)
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        hidden |= models.Q(path__startswith=path)
    pages = BasePage.objects.filter(hidden, depth__gt=1).exclude(slug=ROOT_SLUG, depth=2)
    keys = list(pages.values_list("pk", flat=True))
    for model in tables():
        for field in texts(model) if issubclass(model, BasePage) else ():
            if field.name not in ("path", "url_path", "slug") and not field.unique:
                run(cursor, BLANK, model, field, model._meta.pk, given=[keys])
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ParentalKey) and issubclass(field.related_model, BasePage):
                run(cursor, "DELETE FROM {0} WHERE {1} = ANY(%s)", model, field, given=[keys])
    cursor.execute(NUMBERS, [keys])
    cursor.execute("UPDATE pages_basepage SET draft_title = title, has_unpublished_changes = false")
    places: dict[str, str] = {}
    pages = BasePage.objects.filter(depth__gt=1).order_by("path")
    for pk, path, slug in pages.values_list("pk", "path", "slug"):
        places[path] = f"{places.get(path[: -BasePage.steplen], '/')}{slug}/"
        cursor.execute("UPDATE pages_basepage SET url_path = %s WHERE id = %s", [places[path], pk])


BLANK = """
UPDATE {0} SET {1} = (CASE '{kind}' WHEN 'jsonb' THEN '[]' ELSE '' END)::{kind} WHERE {2} = ANY(%s)
"""
NUMBERS = """
UPDATE pages_basepage SET title = 'Página ' || id, slug = 'pagina-' || id WHERE id = ANY(%s)
"""


def replace_names(cursor, model: Any, names: list[str]) -> None:
    for field in texts(model):
        for found, new in [*([(pattern(names), NAME)] if names else []), (E_MAIL, ADDRESS)]:
            run(cursor, REPLACE, model, field, given=[found, new, found])


REPLACE = """
UPDATE {0} SET {1} = regexp_replace({1}::text, %s, %s, 'gi')::{kind} WHERE {1}::text ~* %s
"""


def refuse_what_is_left(cursor, names: list[str]) -> None:
    """Raise CommandError with each column, of whatever table, that has a name or an address."""
    left = []
    wanted = "|".join(filter(None, [names and pattern(names), E_MAIL]))
    cursor.execute(COLUMNS)
    for table, column in cursor.fetchall():
        names_of_both = map(connection.ops.quote_name, (table, column))
        cursor.execute(LEFT.format(*names_of_both), [ADDRESS, wanted])
        if count := cursor.fetchone()[0]:
            left.append(f"{table}.{column} ({count})")
    if left:
        raise CommandError(f"Data of people are still in {', '.join(left)}: no copy was made.")


LEFT = "SELECT count(*) FROM {} WHERE replace({}::text, %s, '') ~* %s"
COLUMNS = """
SELECT c.table_name, c.column_name FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
  AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'inet')
"""


def keep_files(media: Path, closed: list[int]) -> None:
    """Keep files that are public and show nobody; plain ones take the place of other pictures."""
    nobody = PortalImage._base_manager.filter(consent=Consent.NOBODY, deleted_at=None)
    kept = {name for image in nobody for name in (image.file.name, *renditions_of(image))}
    documents = PortalDocument._base_manager.exclude(pk__in=closed)
    kept |= set(documents.values_list("file", flat=True))
    kept |= {reading.cover_name for reading in PdfReading.objects.all()}
    for path in [each for each in media.rglob("*") if each.is_file()]:
        if str(path.relative_to(media)) not in kept:
            path.unlink()
    for image in PortalImage._base_manager.exclude(pk__in=nobody.values("pk")):
        path = media / image.file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (image.width, image.height), GREY).save(path)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM media_rendition WHERE image_id = %s", [image.pk])


def renditions_of(image: PortalImage) -> Iterator[str]:
    yield from image.renditions.values_list("file", flat=True)


def run(cursor, statement: str, model: Any, *fields: Any, given: list | None = None) -> None:
    """Execute a statement with the table in {0}, columns from {1} on, the first one's type."""
    names = [model._meta.db_table, *(field.column for field in fields)]
    kind = fields[0].db_type(connection) if fields else ""
    quoted = map(connection.ops.quote_name, names)
    cursor.execute(statement.format(*quoted, kind=kind), given)
