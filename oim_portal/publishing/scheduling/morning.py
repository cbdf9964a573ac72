"""The next morning, for which staff schedule a draft with one press."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MORNING = time(8)
# Of the buttons, and of the view that they lead to.
PUBLISH_TOMORROW = format_lazy(_("Publish tomorrow at {hour}"), hour=MORNING.hour)


def tomorrow_morning() -> datetime:
    """Return tomorrow's MORNING in the portal's time zone, Ecuador's, which has no summer time."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
