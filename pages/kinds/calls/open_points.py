"""Open points about calls (`oim_portal.operations.readiness`): links that are not shown."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _

from oim_portal.operations.readiness import OpenPoint, register
from pages.models.settings import allowed_hosts
from pages.open_points import edit_url, editable

from .links import refusal
from .models import CallPage


@register(order=43)
def hidden_links(user: AbstractUser) -> Iterator[OpenPoint]:
    """Calls that have not closed, whose link for applying leads to a host that is not allowed."""
    hosts = allowed_hosts()
    calls = CallPage.not_closed().filter(pk__in=editable(user).values("pk"))
    for call in calls.exclude(apply_url=""):
        if why := refusal(call.apply_url, hosts):
            text = _("The link for applying of “%s” is not shown.")
            yield OpenPoint(text % call.get_admin_display_title(), why, edit_url(call))
