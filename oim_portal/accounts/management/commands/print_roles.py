"""Print the permissions of each role, for docs/operations/README.md and the staff guide."""

from django.conf import settings
from django.core.management.base import BaseCommand

from oim_portal.accounts.role_tables import markdown


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="en")

    def handle(self, *args, language: str, **options) -> None:
        self.stdout.write(markdown(language), ending="")
