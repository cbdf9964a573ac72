"""`manage.py refresh_cache`: refresh all pages in the cache in front, in every language."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from oim_portal.frontend_cache.cached_urls import all_urls
from oim_portal.operations import health
from oim_portal.web.purge_client import refresh_all


class Command(BaseCommand):
    help = "Have the cache in front fetch all public pages anew; for a first start too."

    def handle(self, *args, **options) -> None:
        if not settings.PORTAL_CACHE_URL:
            raise CommandError("No cache is in front of the portal: PORTAL_CACHE_URL is empty.")
        start, urls = time.monotonic(), all_urls()
        failed = refresh_all(urls)
        health.record("cache", ok=not failed, detail=f"{len(failed)} / {len(urls)}")
        seconds = time.monotonic() - start
        self.stdout.write(f"{len(urls) - len(failed)} addresses in {seconds:.1f} s")
        if failed:
            raise CommandError(f"{len(failed)} addresses failed, the first: {failed[0]}")
