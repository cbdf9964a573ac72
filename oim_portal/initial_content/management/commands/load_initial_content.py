"""`manage.py load_initial_content`: publish the office's initial content in an empty portal."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext_noop

from oim_portal.initial_content.history import load_history, load_programs
from oim_portal.initial_content.models import Ledger
from oim_portal.initial_content.pages import load_drafts, load_front_page, load_pages
from pages.models.publishing_guard import publishing_reason


class Command(BaseCommand):
    help = (
        "Fill an empty portal with the office's first content. Run again, it adds only what has "
        "never been loaded before, and changes nothing that staff have changed or deleted."
    )

    def handle(self, *args, **options):
        with transaction.atomic(), publishing_reason(gettext_noop("First content.")):
            ledger = Ledger()
            # The front page refers to all the others.
            for load in (load_pages, load_history, load_programs, load_front_page, load_drafts):
                load(ledger)
        count = len(ledger.loaded_now)
        self.stdout.write(
            f"First content: {count} items loaded." if count else "First content: nothing new."
        )
