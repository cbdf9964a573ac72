"""`write_outage_pages`: render the error pages that nginx serves while the application is down."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import override

# What `pages.frame` keeps for a language, at the time of the outage; nginx includes it.
INCLUDE = '<!--# include virtual="/outage-frame/{}.html" -->'


class Command(BaseCommand):
    help = (
        "Write a page in each language that says that the site is down, as `es.html` and so on, "
        "one for addresses with filters, as `filters.es.html`, and one that says that somebody "
        "asks for too much, as `busy.es.html`."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder, **options):
        folder.mkdir(parents=True, exist_ok=True)
        for code, _name in settings.LANGUAGES:
            frame = format_html(INCLUDE, code)
            pages = {
                code: ("503.html", {"frame": frame}),
                f"filters.{code}": ("503.html", {"filtered": True, "frame": frame}),
                f"busy.{code}": ("busy.html", {}),
            }
            for name, (template, context) in pages.items():
                with override(code):
                    text = render_to_string(template, {"language": code, **context})
                (folder / f"{name}.html").write_text(text, encoding="utf-8")
