"""A draft with a date of publication, for scheduling."""

from datetime import datetime

from wagtail.models import Revision

from pages.forms import has_passed
from pages.models import BasePage


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
