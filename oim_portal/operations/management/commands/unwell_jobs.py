"""`unwell_jobs`: print the failing jobs of the health report, for deploy/check."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import override

from oim_portal.operations import health


class Command(BaseCommand):
    help = "Print as JSON the jobs that are late or whose last run failed."

    def add_arguments(self, parser):
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="en")

    def handle(self, *args, language, **options):
        with override(language):
            unwell = [described(job) for job in health.jobs() if not job.is_well]
        self.stdout.write(json.dumps(unwell, ensure_ascii=False))


def described(job) -> dict[str, str]:
    last = timezone.localtime(job.succeeded_at) if job.succeeded_at else None
    return {
        "label": str(job.label),
        "succeeded_at": last.strftime("%Y-%m-%d %H:%M") if last else "",
        "detail": job.detail,
    }
