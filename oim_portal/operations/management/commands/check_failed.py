"""`check_failed`: report that the daily check of the server failed, and with it its mail."""

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = "Tell PORTAL_ERROR_MAIL that deploy/check, which runs each morning, failed."

    def handle(self, *args, **options):
        mail_admins(
            _("The daily check of the server failed"),
            _(
                "The server of %(site)s was not looked over this morning, or what was found could "
                "not be mailed. On the server, this says what is wrong:\n\n"
                "    sudo deploy/check\n\n"
                "and this why it could not be told:\n\n"
                "    journalctl -u portal-check -n 50"
            )
            % {"site": settings.PORTAL_URL},
        )
