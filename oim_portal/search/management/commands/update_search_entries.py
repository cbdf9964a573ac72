"""`manage.py update_search_entries`: rebuild the public search index while searches go on."""

from django.core.management.base import BaseCommand

from oim_portal.search.rebuild import rebuild


class Command(BaseCommand):
    help = (
        "Write all rows of the public search anew. They follow publications by themselves: this is "
        "for a new release, a new language, or rows that were written by hand."
    )

    def handle(self, *, verbosity: int, **options):
        count = rebuild()
        if verbosity:
            self.stdout.write(f"Search: {count} entries.")
