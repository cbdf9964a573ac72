"""`manage.py empty_trash`: daily task that empties the trash after the days of RETENTION."""

from django.core.management.base import BaseCommand

from oim_portal.operations import health
from oim_portal.trash.emptying import empty
from oim_portal.trash.models import RETENTION


class Command(BaseCommand):
    help = (
        f"Remove for good what was deleted more than {RETENTION.days} days ago and is not in use."
    )

    def handle(self, *args, **options) -> None:
        gone, stayed = empty()
        health.record("empty_trash", ok=True, detail=f"{gone} removed, {stayed} kept")
        self.stdout.write(f"Removed {gone}; {stayed} in use and kept.")
