"""Open points about the server: whether mail has been proven to leave."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.translation import gettext as _

from . import health
from .readiness import OpenPoint, register

NO_SERVER = "django.core.mail.backends.console.EmailBackend"


@register(order=90)
def unproven_mail(user: AbstractUser) -> Iterator[OpenPoint]:
    """Mail is proven once the mail server has accepted a message of the portal."""
    if not user.has_perm("accounts.add_user"):  # whoever invites colleagues needs mail
        return
    why = _("Invitations, new passwords and warnings reach people by mail.")
    job = next(job for job in health.jobs() if job.name == "mail")
    if settings.PORTAL_MAIL_BACKEND == NO_SERVER:
        text = _("The server has no mail server: no mail leaves. It is set with MAIL_SERVER.")
        yield OpenPoint(text, why, reverse("health_report"))
    elif job.succeeded_at is None:
        yield OpenPoint(_("No mail of the portal has left yet."), why, reverse("mail_proof"))
    elif job.ok is False:
        yield OpenPoint(_("The last mail of the portal did not leave."), why, reverse("mail_proof"))
