"""Bulk creation of pages: rows of the tree written at once, as publishing would leave them.

`add_child` and `publish` take some tens of milliseconds per page: revisions, references, the index
of the admin's search. These pages have none of them, but all data that visitors and their search
read.
"""

from collections.abc import Iterator
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone
from psycopg2.extras import execute_values
from wagtail.models import Locale

from history.fields import DatedMixin
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

BATCH = 1_000


def add_pages(parent: BasePage, model: type[BasePage], contents: Iterator[dict]) -> list[BasePage]:
    """Publish a page below `parent` for each dictionary of field values; return them.

    Each needs `title`, `slug` (not taken below the parent), `show_in_menus` and the translated
    columns by their full names. All or none are written.
    """
    newest = parent.get_children().order_by("-path").values_list("path", flat=True).first()
    number = BasePage._str2int(newest[-BasePage.steplen :]) if newest else 0
    shared = {
        "content_type": ContentType.objects.get_for_model(model),
        "locale": Locale.objects.get(),
        "first_published_at": timezone.now(),
        "last_published_at": timezone.now(),
    }
    pages = []
    for fields in contents:
        number += 1
        pages.append(new_page(parent, model, number, shared | fields))
    with transaction.atomic(), publishing_reason("Invented pages for a measurement"):
        write(model, pages)
        BasePage.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    return pages


def new_page(parent: BasePage, model: type[BasePage], number: int, fields: dict) -> BasePage:
    """Return an unsaved page with a place in the tree."""
    page = model(
        path=BasePage._get_path(parent.path, parent.depth + 1, number),
        depth=parent.depth + 1,
        draft_title=fields["title"],
        display_title_es=fields["title"],
        url_path=f"{parent.url_path}{fields['slug']}/",
        translation_key=uuid4(),
        **fields,
    )
    if isinstance(page, DatedMixin):
        page.set_sort_columns()
    return page


def write(model: type[BasePage], pages: list[BasePage]) -> None:
    """Insert the rows of the tree, then those of the page type, which Django inserts one by one."""
    tree = [field.attname for field in BasePage._meta.concrete_fields if not field.primary_key]
    rows = [BasePage(**{name: getattr(page, name) for name in tree}) for page in pages]
    for page, row in zip(pages, BasePage.objects.bulk_create(rows, batch_size=BATCH), strict=True):
        page.pk = page.id = page.basepage_ptr_id = row.pk
    insert(model._meta.local_concrete_fields, model._meta.db_table, pages)


def insert(fields: list[models.Field], table: str, rows: list[models.Model]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    values = (
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        for row in rows
    )
    statement = f"INSERT INTO {quote(table)} ({columns}) VALUES %s"  # noqa: S608 (names of ours)
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, statement, values, page_size=BATCH)
