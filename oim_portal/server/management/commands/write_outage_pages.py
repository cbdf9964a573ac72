"""`write_outage_pages`: what nginx shows when the application does not answer."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils.translation import override

from pages.languages import language_codes


class Command(BaseCommand):
    help = (
        "Write a page in each language that says that the site is down, as `es.html` and so on, "
        "and another for addresses with filters, as `es-filters.html`."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        for code in language_codes():
            for name, filtered in ((code, False), (f"{code}-filters", True)):
                with override(code):
                    text = render_to_string("503.html", {"language": code, "filtered": filtered})
                (folder / f"{name}.html").write_text(text, encoding="utf-8")
