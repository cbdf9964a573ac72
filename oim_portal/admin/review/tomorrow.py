"""Scheduling a page's draft for eight o'clock the next morning."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Revision

from pages.forms import has_passed
from pages.models import BasePage

EIGHT = time(8)


def tomorrow_at_eight() -> datetime:
    """Return that time in the portal's time zone, Ecuador's, which has no summer time."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, EIGHT))


def dated_draft(page: BasePage, moment: datetime, user) -> Revision:
    """Save the newest draft with this date of publication and return the revision."""
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = moment
    if has_passed(draft.expire_at):
        draft.expire_at = None  # otherwise the scheduler would skip it
    # A revision saved before the page was public does not say that it is, and scheduling
    # it would take the page away until then.
    draft.live_revision_id = page.live_revision_id
    return draft.save_revision(user=user, log_action=True)
