"""Publishing what has been read, or with a reason: the register and the page change together."""

from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision, TaskState

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
    page: BasePage,
    revision: Revision,
    user,
    reason: str = "",
    *,
    correction: bool = False,
    supersedes: bool = False,
) -> bool:
    """Note that somebody has read a version and publish it; say whether that was enough.

    Both or nothing: a reason is of no use to a later press. The arguments and errors are those of
    `mark_read`. Where a page waits for review, what was submitted is approved; so is a version that
    `supersedes` it, such as the reader's correction.
    """
    text = digest(type(page), revision.content)
    if not mark_read(page, text, user, reason, correction=correction):
        return False
    if not approve(page, revision, user, supersedes=supersedes):
        PublishPageRevisionAction(revision, user=user).execute()
    return True


def approve(page: BasePage, revision: Revision, user, *, supersedes: bool) -> bool:
    """Approve a version where its page waits for review; say whether that was done."""
    state = page.current_workflow_task_state
    if state is None or not (supersedes or says_what_was_submitted(state, revision)):
        return False
    task, submitted = state.task.specific, state.revision
    if not says_what_was_submitted(state, revision):
        review(state, revision)
    if "approve" not in {name for name, _label, _modal in task.get_actions(page, user)}:
        review(state, submitted)
        return False
    task.on_action(state, user, "approve")
    return True


def review(state: TaskState, revision: Revision) -> None:
    """Let a version be the one that waits for review."""
    state.revision = revision
    state.save(update_fields=["revision"])
