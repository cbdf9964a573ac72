"""`manage.py update_search_entries`: rebuild the public search index while searches go on."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from oim_portal.media.models import PortalDocument
from oim_portal.search import indexing
from oim_portal.search.fields import ANY_OTHER
from oim_portal.search.models import PublishedWord, SearchEntry, Synonyms
from oim_portal.search.statements import DELETE_UNUSED_WORDS, filled
from pages.models import BasePage

BATCH = 200


def rebuild() -> int:
    """Replace all entries; return their number.

    Each batch is one transaction, so a search finds a page by its old or by its new entries.
    """
    delete_stale_entries()
    for pks in batches(BasePage.objects.filter(live=True, depth__gt=1).order_by("path")):
        with transaction.atomic():
            # Publishing one of these pages waits for this lock, or this waits and reads its result.
            rows = BasePage.objects.filter(pk__in=pks)
            list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
            indexing.index_pages(rows.specific())
    for pks in batches(PortalDocument.objects.order_by("pk")):
        with transaction.atomic():
            documents = PortalDocument.objects.filter(pk__in=pks).order_by("pk")
            indexing.index_documents(documents.select_for_update(no_key=True))
    for synonyms in Synonyms.objects.all():
        synonyms.save()
    with connection.cursor() as cursor:
        cursor.execute(filled(DELETE_UNUSED_WORDS))
        for model in (SearchEntry, PublishedWord):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
    return SearchEntry.objects.count()


def batches(objects) -> list[list[int]]:
    pks = list(objects.values_list("pk", flat=True))
    return [pks[start : start + BATCH] for start in range(0, len(pks), BATCH)]


def delete_stale_entries() -> None:
    """Delete entries of pages that are not live, and of languages that were removed."""
    live = BasePage.objects.filter(pk=OuterRef("page"), live=True)
    SearchEntry.objects.filter(~Exists(live), page__isnull=False).delete()
    languages = [*(code for code, _name in settings.LANGUAGES), ANY_OTHER]
    SearchEntry.objects.exclude(language__in=languages).delete()
    PublishedWord.objects.exclude(language__in=languages).delete()


class Command(BaseCommand):
    help = (
        "Write all rows of the public search anew. They follow publications by themselves: this is "
        "for a new release, a new language, or rows that were written by hand."
    )

    def handle(self, *, verbosity: int, **options):
        count = rebuild()
        if verbosity:
            self.stdout.write(f"Search: {count} entries.")
