"""When a call opens and closes, as readers say it, in Ecuador's time.

What counts days is right until midnight in Ecuador: `expiry.today` says so to caches.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from oim_portal.web import expiry


def in_ecuador(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())


def hour(moment: datetime) -> str:
    """Return 'at 17:00'; in Spanish it is 'a la 01:00', and 'a las' of all other hours."""
    local = in_ecuador(moment)
    said = ngettext("at %(hour)s", "at %(hour)s", local.hour)
    return said % {"hour": date_format(local, "TIME_FORMAT")}


def moment_in_words(moment: datetime) -> str:
    """Return 'Friday 11 December 2026, at 17:00'."""
    local = in_ecuador(moment)
    day = f"{date_format(local, 'l')} {date_format(local, 'DATE_FORMAT')}"
    return f"{day}, {hour(moment)}"


def once_public(title: str, closed_at: datetime) -> str:
    """Return what staff are told who publish a closed call: it may be meant, or a wrong year."""
    said = _("Once public, “%(call)s” is a closed call: its closing was on %(moment)s.")
    return said % {"call": title, "moment": moment_in_words(closed_at)}


def days_until(moment: datetime) -> int:
    """Return the midnights in Ecuador until a moment: 0 today, negative once its day is over."""
    return (in_ecuador(moment).date() - expiry.today()).days


def time_left(closes_at: datetime) -> str:
    """Return how long an open call stays open, from today's point of view."""
    days = days_until(closes_at)
    if days > 1:
        return ngettext("%d day left", "%d days left", days) % days
    said = _("closes tomorrow %(at)s") if days else _("closes today %(at)s")
    return said % {"at": hour(closes_at)}
