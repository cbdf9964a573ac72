"""`manage.py publish_scheduled`: Wagtail's command, made safe to run late and several times."""

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from oim_portal.operations import health
from oim_portal.operations.health.tasks import enqueue_heartbeats, requeue_lost
from oim_portal.publishing.scheduling.run import run
from pages.site_cache import delete_old_stamps


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
        if options["verbosity"] > 1 or outcome.published or outcome.withdrawn or outcome.failed:
            self.stdout.write(summary(outcome))
        return None


def summary(outcome) -> str:
    return f"+{outcome.published} -{outcome.withdrawn} !{outcome.failed}"
