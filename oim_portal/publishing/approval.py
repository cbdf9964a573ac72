"""Which text an approval publishes: the one that was submitted, never a newer draft."""

from django.http import HttpRequest
from wagtail.models import AbstractPage, Revision, TaskState

from .digest import digest

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
    return revision.pk == state.revision_id or text_of(revision) == text_of(state.revision)


def text_of(revision: Revision) -> str:
    return digest(revision.content_type.model_class(), revision.content)


def may_approve(state: TaskState, user) -> bool:
    """Say whether a text that waits for review is read by enough people once this one reads it."""
    from .register import Stale, authorship, unread

    page, text = state.revision.content_object, text_of(state.revision)
    try:
        return not unread(page, text, authorship(page, text).writers, user)
    except Stale:
        return False


def mark_newer_draft(request: HttpRequest, page: AbstractPage) -> None:
    """Note that the editor shows something else than was submitted (hook `before_edit_page`)."""
    state = page.current_workflow_task_state
    if state and not says_what_was_submitted(state, page.latest_revision):
        setattr(page, SHOWS_NEWER_DRAFT, True)
