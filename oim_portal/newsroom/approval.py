"""Which text an approval publishes: the one that was submitted, never a newer draft."""

from django.http import HttpRequest
from wagtail.models import AbstractPage, Revision, TaskState

from .authorship import text_of

#: Set on a page in the editor whose draft says something else than what waits for review.
SHOWS_NEWER_DRAFT = "shows_newer_draft"


def approved_revision(state: TaskState) -> Revision:
    """Return what approving publishes: the newest revision if it says what was submitted.

    It may hold a date of publication, which a reviewer has set meanwhile.
    """
    newest = state.revision.content_object.get_latest_revision()
    return newest if says_what_was_submitted(state, newest) else state.revision


def says_what_was_submitted(state: TaskState, revision: Revision) -> bool:
    """Say whether a revision has the text that waits for review, whatever its dates are."""
    return text_of(revision.content) == text_of(state.revision.content)


def mark_newer_draft(request: HttpRequest, page: AbstractPage) -> None:
    """Note that the editor shows something else than was submitted (hook `before_edit_page`)."""
    state = page.current_workflow_task_state
    if state and not says_what_was_submitted(state, page.latest_revision):
        setattr(page, SHOWS_NEWER_DRAFT, True)
