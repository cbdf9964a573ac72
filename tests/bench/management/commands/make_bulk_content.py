"""`make_bulk_content`: create invented pages and events by the thousand, for benchmarks."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tests.bench.content import PAGES_A_SECTION, BulkContent

PRODUCTION = "oim_portal.settings.production"


class Command(BaseCommand):
    help = (
        "Publish invented pages and events, in Spanish and English, to measure how the portal "
        "bears them. They stay until they are deleted: use a database that can be thrown away."
    )

    def add_arguments(self, parser):
        parser.add_argument("--pages", type=int, default=200, help="how many content pages")
        parser.add_argument("--events", type=int, default=50, help="how many events of the history")
        parser.add_argument("--news", type=int, default=0, help="how many news items")
        parser.add_argument("--publications", type=int, default=0, help="each with a PDF")
        parser.add_argument("--pages-a-section", type=int, default=PAGES_A_SECTION)
        parser.add_argument("--in-menu", type=int, default=0, help="pages that the menu shows")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other texts")
        parser.add_argument("--force", action="store_true", help="even with production's settings")

    def handle(self, *, pages: int, events: int, force: bool, **options):
        if settings.SETTINGS_MODULE == PRODUCTION and not force:
            raise CommandError("These are production's settings: visitors would read it. --force")
        content = BulkContent(options["seed"], options["pages_a_section"], options["in_menu"])
        made = content.add_pages(pages), content.add_events(events)
        news = content.add_news(options["news"])
        publications = content.add_publications(options["publications"])
        call_command("update_search_entries", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # plans follow the size of tables
        said = f"Made {len(made[0])} pages and {len(made[1])} events."
        more = {"News": news, "Publications": publications}
        self.stdout.write(" ".join([said, *(f"{k}: {len(v)}." for k, v in more.items() if v)]))
