"""`manage.py update_translation_states`: compute the states of all translations again."""

from django.core.management.base import BaseCommand

from pages.translations.states import update_all


class Command(BaseCommand):
    help = "Compute the state of each translation again. No confirmation is lost."

    def handle(self, *args, **options) -> None:
        count = update_all()
        if options["verbosity"]:
            self.stdout.write(f"States of translations: {count}.")
