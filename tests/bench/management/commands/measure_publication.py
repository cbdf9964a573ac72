"""`measure_publication`: time from a publication until visitors see it."""

import time

import requests
from django.core.management.base import BaseCommand, CommandError

from pages.models import ContentPage
from pages.models.publishing_guard import publishing_reason

LIMIT = 60  # seconds


class Command(BaseCommand):
    help = "Publish a content page many times, and print the seconds until its address shows it."

    def add_arguments(self, parser):
        parser.add_argument("address", help="the site, as https://localhost:8443")
        parser.add_argument("--certificate", required=True, help="of the site, when it is its own")
        parser.add_argument("--times", type=int, default=100)

    def handle(self, *, address: str, certificate: str, times: int, **options):
        page = ContentPage.objects.published().public().order_by("pk").first()
        if page is None:
            raise CommandError("There is no content page: make_bulk_content makes some.")
        session = requests.Session()
        session.trust_env, session.verify = False, certificate
        url = address + "/es/" + page.url_path.strip("/").partition("/")[2] + "/"
        session.get(url, timeout=LIMIT)
        self.stdout.write(
            " ".join(f"{self.publish(page, number, session, url):.3f}" for number in range(times))
        )

    def publish(self, page, number: int, session: requests.Session, url: str) -> float:
        """Publish the page with another title; return the seconds until the site shows it."""
        title = f"Medición número {number}"
        page.title = title
        draft = page.save_revision()
        start = time.perf_counter()
        with publishing_reason("Measurement"):
            draft.publish()
        while title not in session.get(url, timeout=LIMIT).text:
            if time.perf_counter() - start > LIMIT:
                raise CommandError(f"{url} does not show what was published.")
            time.sleep(0.005)
        return time.perf_counter() - start
