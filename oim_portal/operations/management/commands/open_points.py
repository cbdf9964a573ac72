"""`open_points`: print what is to be done before the portal is published, for deploy/check."""

import json
from dataclasses import asdict
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from oim_portal.operations.readiness import all_open_points


class Command(BaseCommand):
    help = "Print as JSON what the office still has to do before the portal is published."

    def add_arguments(self, parser):
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="en")

    def handle(self, *args, language, **options):
        with override(language):
            points = [
                asdict(point) | {"url": urljoin(settings.PORTAL_URL, point.url)}
                for point in all_open_points()
            ]
        self.stdout.write(json.dumps(points, ensure_ascii=False))
