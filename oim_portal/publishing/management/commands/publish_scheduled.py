"""`manage.py publish_scheduled`: Wagtail's command, made safe to run late and several times."""

import logging

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from oim_portal.operations import health
from oim_portal.operations.health.tasks import enqueue_heartbeats, requeue_lost
from oim_portal.publishing.scheduling import run
from pages import frame
from pages.metadata import cards
from pages.site_cache import delete_old_stamps

logger = logging.getLogger(__name__)


class Command(WagtailCommand):
    help = "Publish and withdraw what is due (see oim_portal/publishing/scheduling)."

    def handle(self, *args, **options) -> None:
        if options["dryrun"]:
            return super().handle(*args, **options)
        outcome = run()
        if outcome is None:
            self.stdout.write("Another scheduler is at work.")
            return None
        enqueue_heartbeats()
        requeue_lost()
        delete_old_stamps()
        health.record("scheduler", ok=not outcome.failed, detail=summary(outcome))
        keep_for_outages()
        cards.follow_changes()
        if options["verbosity"] > 1 or outcome.published or outcome.withdrawn or outcome.failed:
            self.stdout.write(summary(outcome))
        return None


def keep_for_outages() -> None:
    """Keep what an outage needs; a disk that is full holds up nothing else."""
    try:
        frame.keep()
    except OSError:
        logger.exception("What pages show in an outage could not be written.")


def summary(outcome) -> str:
    return f"+{outcome.published} -{outcome.withdrawn} !{outcome.failed}"
