"""`read_pdfs`: enqueue the PDF documents of which nothing was read, or all of them again."""

from django.core.management.base import BaseCommand
from django.db.models import F, Q

from oim_portal.media.models import PortalDocument
from oim_portal.media.pdf_tasks import read_pdf


class Command(BaseCommand):
    help = "Let the background worker read the text of PDF documents that have not been read."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--all", action="store_true", help="read every PDF again")

    def handle(self, *args, **options):
        pdfs = PortalDocument.objects.filter(file__iendswith=".pdf")
        if not options["all"]:
            unread = Q(reading=None) | ~Q(reading__file_name=F("file"))
            pdfs = pdfs.filter(unread)
        keys = list(pdfs.values_list("pk", flat=True))
        for pk in keys:
            read_pdf.enqueue(pk)
        self.stdout.write(f"Handed to the worker: {len(keys)} documents.")
