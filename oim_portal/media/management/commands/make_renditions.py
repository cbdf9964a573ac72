"""`make_renditions`: enqueue missing renditions, after a change of their sizes or formats."""

from django.core.management.base import BaseCommand

from oim_portal.media.models import PortalImage
from oim_portal.media.tasks import make_renditions


class Command(BaseCommand):
    help = "Let the background worker make the renditions that pictures lack."

    def handle(self, *args, **options):
        pictures = PortalImage.objects.values_list("pk", flat=True)
        for pk in pictures:
            make_renditions.enqueue(pk)
        self.stdout.write(f"Handed to the worker: {len(pictures)} pictures.")
