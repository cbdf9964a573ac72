"""Publishing what has been read, or with a reason: the register and the page change together."""

from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision

from pages.models import BasePage

from .approval import says_what_was_submitted
from .digest import digest
from .register import mark_read

# What the buttons of `reason_buttons` send as the value of 'action-publish', and what it means.
REASONS = {
    "corrects-an-error": gettext_lazy("It corrects an error."),
    "is-urgent": gettext_lazy("It is urgent for people."),
}


@transaction.atomic
def publish_as_read(
    page: BasePage, revision: Revision, user, reason: str = "", *, correction: bool = False
) -> bool:
    """Note that somebody has read a version and publish it; say whether that was enough.

    Both or nothing: a reason is of no use to a later press. The arguments and errors are those of
    `mark_read`.
    """
    text = digest(type(page), revision.content)
    if not mark_read(page, text, user, reason, correction=correction):
        return False
    publish(page, revision, user)
    return True


def publish(page: BasePage, revision: Revision, user) -> None:
    """Approve a version where it waits for review and the person may, else publish it."""
    state = page.current_workflow_task_state
    if state and says_what_was_submitted(state, revision):
        task = state.task.specific
        if "approve" in {name for name, _label, _modal in task.get_actions(page, user)}:
            task.on_action(state, user, "approve")
            return
    PublishPageRevisionAction(revision, user=user).execute()
