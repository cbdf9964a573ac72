"""`backup_failed`: report a failed nightly backup, by mail and in the health report."""

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from oim_portal.operations import health

WHERE = "journalctl -u portal-backup"


class Command(BaseCommand):
    help = "Tell PORTAL_ERROR_MAIL and the report on health that the nightly backup failed."

    def handle(self, *args, **options):
        # First, since it is also sent when the database has failed.
        mail_admins(
            _("The nightly backup failed"),
            _(
                "The backup of %(site)s was not made, or has not reached the place where it is "
                "kept. Earlier ones are still there. On the server, this says why:\n\n"
                "    %(where)s -n 50\n\n"
                "When it is mended, make the backup without waiting for the night:\n\n"
                "    systemctl start portal-backup"
            )
            % {"site": settings.PORTAL_URL, "where": WHERE},
        )
        health.record("backup", ok=False, detail=WHERE)
